import { isUtf8 } from "node:buffer";

/** A Python source as text, with what is needed to write it back as it was. */
export interface SourceText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly codec: Codec;
}

interface Codec {
  readonly name: string;
  /** @throws SourceError when the bytes are none of this encoding. */
  readonly decode: (bytes: Uint8Array) => string;
  /** @throws SourceError when the text has a character that the encoding has not. */
  readonly encode: (text: string) => Uint8Array;
}

/** Bytes that are no Python source. The message is one line, without the file's name. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Decodes a Python source as Python does: UTF-8 unless a comment in the first two lines names another encoding (PEP 263).
 * @throws SourceError when the bytes do not fit the encoding, or it is unknown.
 */
export function decodeSource(bytes: Uint8Array): SourceText {
  const byteOrderMark = BYTE_ORDER_MARK.equals(bytes.subarray(0, 3));
  const codec = byteOrderMark ? utf8 : codecNamed(declaredEncoding(bytes));
  return { text: codec.decode(byteOrderMark ? bytes.subarray(3) : bytes), byteOrderMark, codec };
}

/**
 * Encodes `text` as `original` was.
 * @throws SourceError when the encoding lacks a character of it.
 */
export function encodeSource(text: string, original: SourceText): Uint8Array {
  const bytes = original.codec.encode(text);
  return original.byteOrderMark ? Buffer.concat([BYTE_ORDER_MARK, bytes]) : bytes;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const [first = "", second = ""] = Buffer.from(bytes.subarray(0, 1000))
    .toString("latin1")
    .split(/\r\n|\r|\n/, 2);
  const inLine = (line: string) => /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1] ?? null;
  const mayContinue = /^[ \t\f]*(#.*)?$/.test(first);
  return inLine(first) ?? (mayContinue ? inLine(second) : null);
}

const utf8: Codec = {
  name: "UTF-8",
  decode: (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new SourceError(`not valid UTF-8 (byte ${firstInvalidByte(bytes)})`);
    }
  },
  encode: (text) => Buffer.from(text, "utf8"),
};

/** The offset of the first byte that is part of no UTF-8 character, counted from 0. */
function firstInvalidByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let noticed = 0;
  try {
    for (; noticed < bytes.length; noticed++) decoder.decode(bytes.subarray(noticed, noticed + 1), { stream: true });
  } catch {
    // A character that is cut short is noticed at the byte after it.
  }
  const begun = noticed;
  while (noticed > 0 && begun - noticed < 4 && !isUtf8(bytes.subarray(0, noticed))) noticed--;
  return noticed;
}

function codecNamed(declared: string | null): Codec {
  if (declared === null) return utf8;
  const label = declared.toLowerCase().replaceAll("_", "-");
  if (/^utf-?8(-|$)/.test(label)) return utf8;
  const characters = charactersOf(label);
  if (characters === null) throw new SourceError(`encoding '${declared}' is not supported`);
  return singleByteCodec(declared, characters);
}

/** What each of the 256 bytes means in a single-byte encoding; null for any other. */
function charactersOf(label: string): string | null {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  // The web's "latin1" is really windows-1252; Python's is not.
  if (/^(latin-?1|iso-?8859-1|l1)$/.test(label)) return Buffer.from(all).toString("latin1");
  if (/^(us-)?ascii$/.test(label)) return Buffer.from(all.subarray(0, 128)).toString("latin1");
  try {
    const characters = new TextDecoder(label.replace(/^iso(?=8859)/, "iso-")).decode(all);
    return characters.length === 256 && label !== "utf-7" ? characters : null;
  } catch {
    return null;
  }
}

function singleByteCodec(name: string, characters: string): Codec {
  const bytesByCharacter = new Map(Array.from(characters, (character, byte) => [character, byte]));
  return {
    name,
    decode: (bytes) =>
      Array.from(bytes, (byte, offset) => {
        const character = characters[byte];
        if (character === undefined) throw new SourceError(`not valid ${name} (byte ${offset})`);
        return character;
      }).join(""),
    encode: (text) =>
      Uint8Array.from(text, (character) => {
        const byte = bytesByCharacter.get(character);
        if (byte === undefined) throw new SourceError(`'${character}' can't be written in ${name}`);
        return byte;
      }),
  };
}
