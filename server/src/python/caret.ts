import { endOfLine, endOfString, layoutOf } from "./damage.ts";

/** What a place in a Python text lies in. */
export type Surrounding =
  /** `quote`: what closes it. */
  | { readonly kind: "string"; readonly quote: string }
  /** `start`: of its `#`. */
  | { readonly kind: "comment"; readonly start: number }
  | { readonly kind: "code" };

/** What `offset` lies in, whatever comes after it. */
export function surroundingAt(text: string, offset: number): Surrounding {
  let position = 0;
  while (position < offset) {
    const character = text[position];
    if (character === "#") {
      const end = endOfLine(text, position);
      if (offset <= end) return { kind: "comment", start: position };
      position = end;
    } else if (character === '"' || character === "'") {
      const quote = text.startsWith(character.repeat(3), position) ? character.repeat(3) : character;
      const end = endOfString(text, position) ?? (quote.length === 3 ? text.length + 1 : endOfLine(text, position) + 1);
      if (offset >= position + quote.length && offset < end) {
        // The closing quotes are no more of the text.
        return offset > end - quote.length && endOfString(text, position) !== null
          ? { kind: "code" }
          : { kind: "string", quote };
      }
      position = end;
    } else position++;
  }
  return { kind: "code" };
}

/** A text with a word put into it. */
export interface TextWithWord {
  readonly text: string;
  /** What followed the word in its line has been left out. */
  readonly isCut: boolean;
}

/**
 * Texts in which `word` stands at `offset`, in a string closed with `quote`: as it is, then, where that is still being typed, with the
 * string and its brackets closed, before the following lines and without them.
 */
export function textsWithWord(source: string, offset: number, word: string, quote: string): readonly TextWithWord[] {
  const before = source.slice(0, offset) + word;
  const closed = before + quote + layoutOf(before + quote).closing;
  return [
    { text: before + source.slice(offset), isCut: false },
    { text: closed + source.slice(endOfLine(source, offset)), isCut: true },
    { text: closed, isCut: true },
  ];
}
