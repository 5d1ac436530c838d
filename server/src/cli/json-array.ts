/** The text of a JSON array, as `JSON.stringify` indents it by two, an element after the other. */
export function* jsonArray(elements: Iterable<object>): Iterable<string> {
  let before: string | null = null;
  for (const element of elements) {
    yield before === null ? "[\n" : `${before},\n`;
    before = `  ${JSON.stringify(element, null, 2).replaceAll("\n", "\n  ")}`;
  }
  yield before === null ? "[]\n" : `${before}\n]\n`;
}
