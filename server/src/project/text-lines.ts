/**
 * Gives `text` with a line put in before line `index` (counted from 0; the number of lines for the end), with the line
 * ending that the text has.
 */
export function insertLine(text: string, index: number, line: string): string {
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(/(?<=\n)/);
  if (index >= lines.length) return `${text}${text === "" || text.endsWith("\n") ? "" : ending}${line}${ending}`;
  return [...lines.slice(0, index), line + ending, ...lines.slice(index)].join("");
}
