import type { StringPart } from "./syntax.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Prefix and delimiters of a string token, as offsets into the source. */
export interface StringToken {
  readonly prefix: string;
  readonly quote: string;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** False when the source ends, or the line does, before the closing quote. */
  readonly terminated: boolean;
}

/** Splits the string token at `start`…`end` of `source` into prefix, quotes and content (Python reference, 2.4.1). */
export function readStringToken(source: string, start: number, end: number): StringToken {
  let position = start;
  while (position < end && source[position] !== "'" && source[position] !== '"') position++;
  const prefix = source.slice(start, position).toLowerCase();
  const mark = source[position] ?? '"';
  const quote = source.startsWith(mark.repeat(3), position) ? mark.repeat(3) : mark;
  const contentStart = Math.min(position + quote.length, end);
  const terminated = end - contentStart >= quote.length && source.startsWith(quote, end - quote.length);
  return { prefix, quote, contentStart, contentEnd: terminated ? end - quote.length : end, terminated };
}

/**
 * Decodes `start`…`end` of `source`, the inside of a string literal, into parts that know where they come from.
 * @param raw with an `r` prefix: backslashes stay.
 * @param braces in an f-string: `{{` is `{`.
 */
export function decodeString(source: string, start: number, end: number, raw: boolean, braces: boolean): StringPart[] {
  const parts: StringPart[] = [];
  let verbatimFrom = start;
  let position = start;
  const flush = () => {
    if (position > verbatimFrom) {
      parts.push({
        kind: "text",
        value: source.slice(verbatimFrom, position),
        start: verbatimFrom,
        end: position,
        verbatim: true,
      });
    }
  };
  const takeEscape = (value: string, length: number) => {
    flush();
    parts.push({ kind: "text", value, start: position, end: position + length, verbatim: false });
    position += length;
    verbatimFrom = position;
  };
  while (position < end) {
    const character = source[position];
    if (character === "\\" && !raw) {
      const [value, length] = readEscape(source, position, end);
      takeEscape(value, length);
    } else if (character === "\r") {
      // Python reads every line end as \n.
      takeEscape("\n", source[position + 1] === "\n" && position + 1 < end ? 2 : 1);
    } else if (braces && (character === "{" || character === "}") && source[position + 1] === character) {
      takeEscape(character, 2);
    } else {
      position++;
    }
  }
  flush();
  return parts;
}

function readEscape(source: string, position: number, end: number): [value: string, length: number] {
  const next = source[position + 1];
  if (next === undefined || position + 1 >= end) return ["\\", 1];
  const simple = simpleEscapes[next];
  if (simple !== undefined) return [simple, 2];
  if (next === "\r" && source[position + 2] === "\n") return ["", 3];
  if (next === "\n" || next === "\r") return ["", 2];
  if (next >= "0" && next <= "7") {
    const digits = /^[0-7]{1,3}/.exec(source.slice(position + 1, Math.min(position + 4, end)))?.[0] ?? next;
    return [String.fromCharCode(Number.parseInt(digits, 8)), 1 + digits.length];
  }
  const width = next === "x" ? 2 : next === "u" ? 4 : next === "U" ? 8 : 0;
  if (width > 0) {
    const digits = source.slice(position + 2, Math.min(position + 2 + width, end));
    const code = Number.parseInt(digits, 16);
    if (digits.length === width && /^[0-9a-fA-F]+$/.test(digits) && code <= 0x10ffff) {
      return [String.fromCodePoint(code), 2 + width];
    }
  }
  if (next === "N" && source[position + 2] === "{") {
    const close = source.indexOf("}", position);
    // The character's name would need the Unicode name table; any character serves, the text stays one unit long.
    if (close !== -1 && close < end) return ["\ufffd", close + 1 - position];
  }
  return [`\\${next}`, 2];
}
