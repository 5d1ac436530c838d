const longest = 63;

/** How the names of constraints end that PostgreSQL chooses (`ChooseConstraintName`, `ChooseIndexName`). */
export const constraintLabels = {
  "primary key": "pkey",
  "foreign key": "fkey",
  unique: "key",
  check: "check",
  exclude: "excl",
} as const;

/**
 * The name that PostgreSQL puts together for what has none: `users_email_key` (PostgreSQL 15 and 18, `makeObjectName`). The longer of the
 * two parts is cut until all fits into 63 bytes.
 */
export function chosenName(table: string, columns: string | null, label: string): string {
  let [first, second] = [bytes(table), bytes(columns ?? "")];
  const overhead = label.length + 1 + (columns === null ? 0 : 1);
  let [ofFirst, ofSecond] = [first.length, columns === null ? 0 : second.length];
  while (ofFirst + ofSecond > longest - overhead) {
    if (ofFirst > ofSecond) ofFirst--;
    else ofSecond--;
  }
  first = clipped(first, ofFirst);
  second = clipped(second, ofSecond);
  const parts = [first, ...(columns === null ? [] : [second])].map((part) => new TextDecoder().decode(part));
  return [...parts, label].join("_");
}

/** The names of columns as they go into a name. */
export function joinedColumns(columns: readonly string[]): string {
  let text = "";
  for (const column of columns) {
    text = text === "" ? column : `${text}_${column}`;
    if (bytes(text).length >= longest + 1) break;
  }
  return new TextDecoder().decode(clipped(bytes(text), Math.min(bytes(text).length, longest)));
}

/** What PostgreSQL calls the columns and expressions of an index: of the same words, all but the first are numbered. */
export function distinctWords(words: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return words.map((word) => {
    let name = word;
    for (let number = 1; taken.has(name); number++) {
      const suffix = String(number);
      const stem = bytes(word);
      name = `${new TextDecoder().decode(clipped(stem, Math.min(stem.length, longest - suffix.length)))}${suffix}`;
    }
    taken.add(name);
    return name;
  });
}

/** What PostgreSQL makes of a name that is too long. */
export function truncated(name: string): string {
  const all = bytes(name);
  return all.length <= longest ? name : new TextDecoder().decode(clipped(all, longest));
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** At most so many bytes, and no part of a character. */
function clipped(all: Uint8Array, length: number): Uint8Array {
  let end = Math.min(length, all.length);
  while (end > 0 && end < all.length && ((all[end] ?? 0) & 0xc0) === 0x80) end--;
  return all.subarray(0, end);
}
