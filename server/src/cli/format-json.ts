import type { TextEdit } from "../migration/edit/text-edit.ts";
import { rulePage } from "../rule-pages.ts";
import type { FileChange, Finding, Fix, RelatedPlace } from "../rules/finding.ts";
import { jsonArray } from "./json-array.ts";
import { type Place, Places } from "./places.ts";
import { RelatedPlaces } from "./related-places.ts";
import type { FileReport } from "./report.ts";

interface JsonEdit {
  readonly filename: string;
  readonly content: string;
  readonly location: Place;
  readonly end_location: Place;
}

interface JsonFix {
  readonly applicability: Fix["applicability"];
  readonly message: string;
  readonly edits: readonly JsonEdit[];
  readonly create: readonly { readonly filename: string; readonly content: string }[];
}

/** One array, an object for each finding, in ruff's shape. */
export function formatJson(reports: readonly FileReport[]): Iterable<string> {
  return jsonArray(describeAll(reports));
}

function* describeAll(reports: readonly FileReport[]): Iterable<object> {
  const others = new RelatedPlaces(reports);
  for (const { filename, text, findings } of reports) {
    const places = new Places(text);
    for (const finding of findings) yield describe(filename, finding, places, others);
  }
}

function describe(filename: string, finding: Finding, places: Places, others: RelatedPlaces): object {
  return {
    code: finding.rule,
    severity: finding.severity,
    message: finding.message,
    filename,
    location: places.at(finding.start),
    end_location: places.at(finding.end),
    fix: finding.fix === null ? null : describeFix(filename, finding.fix, places),
    related: (finding.related ?? []).map((related) => describeRelated(related, filename, others)),
    url: rulePage(finding.rule),
  };
}

function describeRelated({ message, place }: RelatedPlace, checked: string, others: RelatedPlaces): object {
  const { path, location, endLocation } = others.at(place, checked);
  return { message, filename: path, location, end_location: endLocation };
}

function describeFix(filename: string, fix: Fix, places: Places): JsonFix {
  const create: { filename: string; content: string }[] = [];
  const edits = fix.edits.map((edit) => describeEdit(filename, edit, places));
  for (const change of fix.fileChanges) {
    if (change.action.kind === "create") create.push({ filename: change.path, content: change.content });
    else edits.push(replaceWhole(change, change.action.previous));
  }
  return { applicability: fix.applicability, message: fix.message, edits, create };
}

function describeEdit(filename: string, edit: TextEdit, places: Places): JsonEdit {
  return { filename, content: edit.text, location: places.at(edit.start), end_location: places.at(edit.end) };
}

function replaceWhole(change: FileChange, previous: string): JsonEdit {
  const whole = { start: 0, end: previous.length, text: change.content };
  return describeEdit(change.path, whole, new Places(previous));
}
