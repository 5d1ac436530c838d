import type { Label } from "../labels.ts";
import type { Remark, Remarks } from "./remark.ts";

/** Of a number of cases, those that came out right. */
export interface Count {
  readonly right: number;
  readonly total: number;
}

/** Of the given labels that are hazards, those of which a counting remark that `accept` takes was made. */
export function found(
  labels: readonly Label[],
  remarks: Remarks,
  accept: (label: Label, remark: Remark) => boolean,
): Count {
  const hazards = labels.filter(({ hazard }) => hazard !== null);
  return { right: hazards.filter((label) => speaks(label, remarks, accept)).length, total: hazards.length };
}

/** Of the given labels that are safe, those of which no counting remark that `accept` takes was made. */
export function quiet(
  labels: readonly Label[],
  remarks: Remarks,
  accept: (label: Label, remark: Remark) => boolean,
): Count {
  const safe = labels.filter(({ hazard }) => hazard === null);
  return { right: safe.filter((label) => !speaks(label, remarks, accept)).length, total: safe.length };
}

export function speaks(label: Label, remarks: Remarks, accept: (label: Label, remark: Remark) => boolean): boolean {
  return (remarks.get(label.name) ?? []).some((remark) => remark.counts && accept(label, remark));
}

/** Whether a remark covers a line that the label names. */
export function isAtPlace({ hazard }: Label, { place }: Remark): boolean {
  if (place === null) return false;
  return (hazard?.at ?? []).some((text) => {
    const colon = text.lastIndexOf(":");
    const line = Number(text.slice(colon + 1));
    return text.slice(0, colon) === place.file && place.first <= line && line <= place.last;
  });
}
