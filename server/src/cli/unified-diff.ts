import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/**
 * The unified diff between two texts of one file; empty when they are equal.
 * @param before null for a file that is not there yet.
 */
export function unifiedDiff(name: string, before: string | null, after: string): string {
  if (before === after) return "";
  const from = before === null ? "/dev/null" : name;
  return createTwoFilesPatch(from, name, before ?? "", after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
