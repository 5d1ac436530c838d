/** A part of SQL text as it was put together: known text, or something that can't be known. */
export type SqlPart = { readonly text: string } | { readonly unknown: number };

/** What stands for an unknown part while the text is parsed. */
type PlaceholderForm = "identifier" | "string" | "empty" | "number";

const forms: readonly PlaceholderForm[] = ["identifier", "string", "empty", "number"];

/** A text that the parser can be given, with placeholders for what is unknown. */
export interface RenderedSql {
  readonly sql: string;
  /** Where each part stands in `sql`, in UTF-16 offsets; parallel to the parts. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  readonly forms: readonly PlaceholderForm[];
}

const marker = "ag_unknown_";

/** Renders `parts`, the n-th unknown one in the n-th form. */
export function renderSql(parts: readonly SqlPart[], chosen: readonly PlaceholderForm[]): RenderedSql {
  let sql = "";
  const spans: { start: number; end: number }[] = [];
  for (const part of parts) {
    const start = sql.length;
    if ("text" in part) sql += part.text;
    else {
      const form = chosen[part.unknown] ?? "identifier";
      sql += placeholderText(part.unknown, form);
    }
    spans.push({ start, end: sql.length });
  }
  return { sql, spans, forms: chosen };
}

/**
 * The next rendering to try after a syntax error at `offset` (UTF-16, of `rendered.sql`): the unknown part there, or the nearest
 * before it, takes its next form. Null when none is left.
 */
export function nextForms(
  parts: readonly SqlPart[],
  rendered: RenderedSql,
  offset: number,
): readonly PlaceholderForm[] | null {
  let candidate: number | null = null;
  parts.forEach((part, index) => {
    const span = rendered.spans[index];
    if (!("unknown" in part) || span === undefined || span.start > offset) return;
    const form = rendered.forms[part.unknown] ?? "identifier";
    if (form !== "number") candidate = part.unknown;
  });
  if (candidate === null) return null;
  const changed = [...rendered.forms];
  const current = forms.indexOf(changed[candidate] ?? "identifier");
  const next = forms[current + 1];
  if (next === undefined) return null;
  changed[candidate] = next;
  return changed;
}

function placeholderText(unknown: number, form: PlaceholderForm): string {
  if (form === "number") return String(placeholderNumber);
  const name = placeholderName(unknown);
  return form === "identifier" ? name : form === "string" ? `'${name}'` : "";
}

/** What stands for an unknown number, as in `varchar(…)`: greater than any that means something there. */
export const placeholderNumber = 20_000_000;

const placeholder = new RegExp(`${marker}(\\d+)_`, "i");

/** The unknown part that a name or literal from the parsed text consists of or holds; null when it is known throughout. */
export function unknownIn(text: string): { readonly unknown: number; readonly whole: boolean } | null {
  const match = placeholder.exec(text);
  if (match === null) return null;
  return { unknown: Number(match[1]), whole: match[0].length === text.length };
}

/** What stands in a text for the n-th unknown part, where an identifier may stand. */
export function placeholderName(unknown: number): string {
  return `${marker}${unknown}_`;
}

/** Takes a text that holds placeholders apart again. */
export function partsOf(text: string): readonly SqlPart[] {
  return text.split(new RegExp(`${marker}(\\d+)_`, "i")).flatMap((piece, index): SqlPart[] => {
    if (index % 2 === 1) return [{ unknown: Number(piece) }];
    return piece === "" ? [] : [{ text: piece }];
  });
}
