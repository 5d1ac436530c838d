import { unknownIn } from "../../sql/sql-text.ts";
import type { SqlWord } from "../sql-words.ts";
import type { FoundName, Named, PlainName, ValueOwner } from "./name-place.ts";
import { type NamePart, plainName, type WrittenName } from "./word-cursor.ts";

/** A name with its schema, as it is written. */
type Qualified = Pick<WrittenName, "schema" | "own">;

/** How much is known of a name besides what it is the name of. */
export interface NameFacts {
  readonly isNew?: boolean;
  readonly isSure?: boolean;
}

/** The names that are found in a statement of SQL. */
export class SqlNameList {
  readonly found: FoundName[] = [];

  /** A table or a view. @returns its name; none where that can't be known. */
  relation(name: Qualified | null, facts: NameFacts = {}): readonly PlainName[] {
    return this.#qualified("relation", name, facts);
  }

  type(name: Qualified | null, facts: NameFacts = {}): readonly PlainName[] {
    return this.#qualified("type", name, facts);
  }

  index(name: Qualified | null, tables: readonly PlainName[], facts: NameFacts = {}): void {
    if (name === null) return;
    const plain = plainName(name);
    this.schema(name.schema);
    const schema = plain?.schema ?? tables[0]?.schema ?? null;
    if (plain !== null) this.#add(name.own, { kind: "index", schema, tables }, facts);
  }

  part(
    kind: "column" | "constraint",
    name: Qualified | NamePart | null,
    tables: readonly PlainName[],
    facts: NameFacts = {},
  ): void {
    if (name === null || tables.length === 0) return;
    this.#add("own" in name ? name.own : name, { kind, tables }, facts);
  }

  schema(part: NamePart | null, facts: NameFacts = {}): void {
    if (part !== null) this.#add(part, { kind: "schema" }, facts);
  }

  /** A literal that is a value of an enum type. */
  value(word: SqlWord | undefined, of: ValueOwner | null, isNew = false): void {
    if (word === undefined || of === null || word.kind !== "string" || word.span === null) return;
    const { text, span } = word;
    const name = text.slice(1, -1);
    // `E'…'` and a doubled quote stand for another text.
    if (!text.startsWith("'") || name.includes("'") || unknownIn(text) !== null) return;
    // One that is still being typed has no second quote in the source.
    const isClosed = span.end - span.start === text.length;
    const [start, end] = [span.start + 1, isClosed ? span.end - 1 : span.end];
    this.found.push({ name, start, end, what: { kind: "enum value", of }, writing: "literal", isNew, isSure: true });
  }

  #qualified(kind: "relation" | "type", name: Qualified | null, facts: NameFacts): readonly PlainName[] {
    if (name === null) return [];
    const plain = plainName(name);
    this.schema(name.schema, { isSure: facts.isSure ?? true });
    if (plain === null) return [];
    this.#add(name.own, { kind, schema: plain.schema }, facts);
    return [plain];
  }

  #add({ name, word }: NamePart, what: Named, { isNew = false, isSure = true }: NameFacts): void {
    if (word.span === null || unknownIn(name) !== null) return;
    const { start, end } = word.span;
    this.found.push({ name, start, end, what, writing: "identifier", isNew, isSure });
  }
}
