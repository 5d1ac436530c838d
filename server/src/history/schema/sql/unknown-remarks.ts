import { qualified } from "../inventory.ts";
import type { Gap, Schema } from "../schema.ts";

/** What has kept parts of a schema from being known, as comments. */
export function unknownRemarks(schema: Schema, shown: (path: string) => string): readonly string[] {
  const { state } = schema;
  const gaps = state.gaps.map((gap) => `-- ${placeOf(gap, shown)}: ${whatOf(gap)}`).toArray();
  const kinds = [...state.incomplete].filter((type) => type !== "function").sort();
  const unlisted =
    kinds.length === 0 ? [] : [`-- unknown: what other objects there are of these kinds: ${kinds.join(", ")}`];
  if (!schema.isComplete("other")) return [...gaps, "-- unknown: what else there is"];
  return [...gaps, ...unlisted];
}

function placeOf({ place: { path, start } }: Gap, shown: (path: string) => string): string {
  return `${shown(path)}:${start.line + 1}:${start.character + 1}`;
}

function whatOf({ types, table }: Gap): string {
  const what = table === null ? "" : ` of table ${qualified(table)}`;
  if (types === null) return table === null ? "may have changed anything" : `may have changed any part${what}`;
  if (types.length === 0)
    return table === null
      ? "can't be as it was known to be"
      : `${qualified(table)} can't have been as it was known to be`;
  return `may have changed or made objects of these kinds${what}: ${types.join(", ")}`;
}
