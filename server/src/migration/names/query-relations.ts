import type { PlainName, ValueOwner } from "./name-place.ts";
import type { SqlNameList } from "./sql-name-list.ts";
import { plainName, type WordCursor, type WrittenName } from "./word-cursor.ts";

/** The tables that a query names, and what its other words belong to. Words go by their place in the statement. */
export interface QueryRelations {
  readonly all: readonly PlainName[];
  /** By alias, or by name where there is none. */
  readonly named: ReadonlyMap<string, PlainName>;
  /** What the query itself gives a name to: columns, tables, queries. */
  readonly aliases: ReadonlySet<string>;
  /** Words that are read already. */
  readonly passed: ReadonlySet<number>;
  /** Words that name columns of these tables only, as those of an INSERT and those after SET. */
  readonly columnsOf: ReadonlyMap<number, readonly PlainName[]>;
  /** The literals of VALUES, each with the column that it is for. */
  readonly insertedInto: ReadonlyMap<number, ValueOwner>;
}

/** Functions with a FROM of their own between their parentheses. */
const fromInside = new Set(["EXTRACT", "TRIM", "SUBSTRING", "OVERLAY"]);

/** Finds the tables of a query up to `end`, and notes them. */
export function relationsOf(
  cursor: WordCursor,
  names: SqlNameList,
  own: readonly PlainName[],
  end: number,
): QueryRelations {
  const search = new RelationSearch(cursor, names, own, end);
  search.go();
  return search;
}

class RelationSearch implements QueryRelations {
  readonly all: PlainName[];
  readonly named = new Map<string, PlainName>();
  readonly aliases = new Set<string>();
  readonly passed = new Set<number>();
  readonly columnsOf = new Map<number, readonly PlainName[]>();
  readonly insertedInto = new Map<number, ValueOwner>();
  readonly #cursor: WordCursor;
  readonly #names: SqlNameList;
  readonly #end: number;
  /** What stands before each parenthesis that is open. */
  readonly #groups: string[] = [];
  /** Names of WITH. */
  readonly #queries = new Set<string>();
  #target: readonly PlainName[] = [];
  #insertedColumns: readonly string[] = [];

  constructor(cursor: WordCursor, names: SqlNameList, own: readonly PlainName[], end: number) {
    this.#cursor = cursor;
    this.#names = names;
    this.#end = end;
    this.all = [...own];
    for (const table of own) this.named.set(table.name, table);
  }

  go(): void {
    this.#findAliases();
    const cursor = this.#cursor;
    while (cursor.at < this.#end) {
      const before = cursor.text(-1);
      if (cursor.take("(")) this.#groups.push(before);
      else if (cursor.take(")")) this.#groups.pop();
      else if (cursor.is("FROM") || cursor.is("USING")) this.#from(before);
      else if (cursor.take("JOIN")) this.#item();
      else if (cursor.take("INSERT", "INTO")) this.#insert();
      else if (cursor.is("UPDATE") && !["FOR", "ON", "DO", "KEY"].includes(before)) this.#update();
      else if (cursor.take("SET")) this.#assignments();
      else if (cursor.take("ON", "CONFLICT")) this.#conflict();
      else if (cursor.take("VALUES")) this.#rows();
      else cursor.at++;
    }
  }

  /** What follows AS, and what WITH names, are no columns and no tables. */
  #findAliases(): void {
    const { words, at } = this.#cursor;
    for (let index = at; index < this.#end; index++) {
      if (words[index]?.text.toUpperCase() !== "AS") continue;
      this.#cursor.at = index + 1;
      const alias = this.#cursor.name();
      if (alias !== null) this.aliases.add(alias.own.name);
      const isQuery = ["(", "MATERIALIZED"].includes(words[index + 1]?.text.toUpperCase() ?? "");
      this.#cursor.at = index - 1;
      const name = isQuery ? this.#cursor.name() : null;
      if (name === null) continue;
      this.#queries.add(name.own.name);
      this.aliases.add(name.own.name);
    }
    this.#cursor.at = at;
  }

  #from(before: string): void {
    const cursor = this.#cursor;
    const isUsing = cursor.is("USING");
    cursor.at++;
    if (before === "DISTINCT" || fromInside.has(this.#groups.at(-1)?.toUpperCase() ?? "")) return;
    // Of a join it is followed by columns.
    if (isUsing && cursor.is("(")) return;
    do this.#item();
    while (cursor.at < this.#end && cursor.take(","));
  }

  /** A table with its alias; a function or a query in its place is left to the others. */
  #item(): void {
    const cursor = this.#cursor;
    cursor.take("LATERAL");
    cursor.take("ONLY");
    const { at } = cursor;
    const name = cursor.name();
    if (name === null) return;
    if (cursor.is("(")) {
      cursor.at = at;
      return;
    }
    this.#relation(name, at);
  }

  #relation(name: WrittenName, at: number): readonly PlainName[] {
    const cursor = this.#cursor;
    this.#pass(at);
    const isQuery = name.schema === null && this.#queries.has(name.own.name);
    const plain = plainName(name);
    const tables = isQuery ? [] : this.#names.relation(name);
    this.all.push(...tables);
    cursor.take("AS");
    const aliasAt = cursor.at;
    const alias = cursor.is("SET") ? null : cursor.name();
    if (alias !== null) {
      this.aliases.add(alias.own.name);
      this.#pass(aliasAt);
    }
    const called = alias?.own.name ?? plain?.name;
    const [table] = tables;
    if (called !== undefined && table !== undefined) this.named.set(called, table);
    return tables;
  }

  #insert(): void {
    const cursor = this.#cursor;
    const { at } = cursor;
    const name = cursor.name();
    if (name === null) return;
    this.#target = this.#relation(name, at);
    const isQuery = ["SELECT", "WITH", "VALUES", "TABLE"].includes(cursor.text(1));
    this.#insertedColumns = !isQuery && cursor.take("(") ? this.#columnList() : [];
  }

  #update(): void {
    const cursor = this.#cursor;
    cursor.at++;
    cursor.take("ONLY");
    const { at } = cursor;
    const name = cursor.name();
    if (name !== null) this.#target = this.#relation(name, at);
  }

  /** The columns that stand before the signs of equality. */
  #assignments(): void {
    const cursor = this.#cursor;
    const { at } = cursor;
    if (this.#target.length === 0) return;
    do {
      this.columnsOf.set(cursor.at, this.#target);
      cursor.at = Math.min(this.#assignmentEnd(), this.#end);
    } while (cursor.at < this.#end && cursor.take(","));
    cursor.at = at;
  }

  #assignmentEnd(): number {
    const { words, at } = this.#cursor;
    const end = this.#cursor.itemEnd();
    const clause = words
      .slice(at, end)
      .findIndex(({ text }) => ["WHERE", "FROM", "RETURNING"].includes(text.toUpperCase()));
    return clause === -1 ? end : at + clause;
  }

  #conflict(): void {
    const cursor = this.#cursor;
    if (cursor.take("(")) this.#columnList();
    else if (cursor.take("ON", "CONSTRAINT")) {
      const { at } = cursor;
      this.#names.part("constraint", cursor.name(), this.#target);
      this.#pass(at);
    }
  }

  /** Columns of the target, up to the closing parenthesis. @returns their names. */
  #columnList(): readonly string[] {
    const cursor = this.#cursor;
    const columns: string[] = [];
    while (cursor.at < this.#end && !cursor.take(")")) {
      const { at } = cursor;
      const name = cursor.name();
      if (name === null) cursor.at = at + 1;
      else {
        if (this.#target.length > 0) this.columnsOf.set(at, this.#target);
        columns.push(name.own.name);
      }
    }
    return columns;
  }

  /** Literals that are alone in their place of a row. */
  #rows(): void {
    const cursor = this.#cursor;
    const tables = this.#target;
    const { at } = cursor;
    while (tables.length > 0 && cursor.take("(")) {
      for (const column of this.#insertedColumns) {
        this.insertedInto.set(cursor.at, { column, tables });
        cursor.at = cursor.itemEnd();
        if (!cursor.take(",")) break;
      }
      cursor.closeGroup();
      if (!cursor.take(",")) break;
    }
    cursor.at = at;
  }

  /** The words from `at` on are read. */
  #pass(at: number): void {
    for (let index = at; index < this.#cursor.at; index++) this.passed.add(index);
  }
}
