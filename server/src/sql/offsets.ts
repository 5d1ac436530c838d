/** Turns offsets of one kind into UTF-16 offsets of the same text. */
export interface Offsets {
  /** From UTF-8 bytes, as libpg_query counts in trees and tokens. */
  fromBytes(bytes: number): number;
  /** From code points, as libpg_query counts in errors. */
  fromCharacters(characters: number): number;
}

const identity: Offsets = { fromBytes: (bytes) => bytes, fromCharacters: (characters) => characters };

/** Offsets of `text`; free for ASCII, which nearly all SQL is. */
export function offsetsOf(text: string): Offsets {
  if (isAscii(text)) return identity;
  const byByte: number[] = [];
  const byCharacter: number[] = [];
  let unit = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    byCharacter.push(unit);
    for (let index = 0; index < bytes; index++) byByte.push(unit);
    unit += character.length;
  }
  return {
    fromBytes: (bytes) => byByte[bytes] ?? text.length,
    fromCharacters: (characters) => byCharacter[characters] ?? text.length,
  };
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}
