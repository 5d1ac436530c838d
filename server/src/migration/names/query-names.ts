import { comparedColumn } from "./compared-column.ts";
import type { PlainName } from "./name-place.ts";
import { type QueryRelations, relationsOf } from "./query-relations.ts";
import type { SqlNameList } from "./sql-name-list.ts";
import type { WordCursor, WrittenName } from "./word-cursor.ts";

/**
 * The names in a query, in what changes rows, or in an expression, up to `end`.
 * @param own tables whose columns may be named besides those of the tables that it names itself.
 */
export function queryNames(
  cursor: WordCursor,
  names: SqlNameList,
  own: readonly PlainName[] = [],
  end = cursor.words.length,
): void {
  const start = cursor.at;
  const relations = relationsOf(cursor, names, own, end);
  cursor.at = start;
  new QueryWalk(cursor, names, relations, end).go();
  cursor.at = end;
}

class QueryWalk {
  readonly #cursor: WordCursor;
  readonly #names: SqlNameList;
  readonly #relations: QueryRelations;
  readonly #end: number;

  constructor(cursor: WordCursor, names: SqlNameList, relations: QueryRelations, end: number) {
    this.#cursor = cursor;
    this.#names = names;
    this.#relations = relations;
    this.#end = end;
  }

  go(): void {
    const cursor = this.#cursor;
    while (cursor.at < this.#end) {
      if (this.#relations.passed.has(cursor.at)) cursor.at++;
      else if (cursor.take("::")) this.#castType(cursor.at - 2);
      else if (cursor.words[cursor.at]?.kind === "string") this.#literal();
      else if (cursor.is("AS")) this.#alias();
      else this.#word();
    }
  }

  /** A column, where it is no function, keyword or alias. */
  #word(): void {
    const cursor = this.#cursor;
    const { at } = cursor;
    const target = this.#relations.columnsOf.get(at);
    const name = cursor.name();
    if (name === null) {
      cursor.at = at + 1;
      return;
    }
    if (cursor.is("(") && target === undefined) return;
    if (target !== undefined) this.#names.part("column", name, target);
    else this.#column(name);
  }

  #column(name: WrittenName): void {
    const { schema } = name;
    if (schema === null) {
      if (!this.#relations.aliases.has(name.own.name))
        this.#names.part("column", name, this.#relations.all, { isSure: false });
      return;
    }
    const table = this.#relations.named.get(schema.name);
    if (table !== undefined) this.#names.part("column", name.own, [table], { isSure: true });
  }

  /** What follows AS: a name that the query makes, or the type of a CAST. */
  #alias(): void {
    const cursor = this.#cursor;
    cursor.at++;
    const name = cursor.name();
    if (name !== null && cursor.is(")")) this.#names.type(name, { isSure: false });
  }

  #castType(literal: number): void {
    const cursor = this.#cursor;
    const name = cursor.name();
    const [type] = this.#names.type(name, { isSure: false });
    if (type !== undefined) this.#names.value(cursor.words[literal], { type });
  }

  #literal(): void {
    const cursor = this.#cursor;
    const word = cursor.words[cursor.at];
    const { at } = cursor;
    cursor.at++;
    // The type that it is cast to says whose value it is.
    if (cursor.is("::") || word === undefined) return;
    const inserted = this.#relations.insertedInto.get(at);
    if (inserted !== undefined) {
      this.#names.value(word, inserted);
      return;
    }
    const compared = comparedColumn(cursor.words, at);
    if (compared === null) return;
    const [qualifier, column] = compared;
    const table = qualifier === null ? undefined : this.#relations.named.get(qualifier);
    const tables = table === undefined ? (qualifier === null ? this.#relations.all : []) : [table];
    if (tables.length > 0) this.#names.value(word, { column, tables });
  }
}
