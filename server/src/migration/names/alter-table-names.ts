import type { PlainName } from "./name-place.ts";
import { queryNames } from "./query-names.ts";
import type { SqlNameList } from "./sql-name-list.ts";
import { columnDefinition, constraintNames } from "./table-part-names.ts";
import type { WordCursor } from "./word-cursor.ts";

/** What follows ALTER TABLE: the table, and one command after the other. */
export function alterTable(cursor: WordCursor, names: SqlNameList): void {
  const tables = names.relation(cursor.name());
  while (!cursor.isAtEnd) {
    const end = cursor.itemEnd();
    command(cursor, names, tables, end);
    cursor.at = end;
    if (!cursor.take(",")) break;
  }
}

function command(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[], end: number): void {
  if (cursor.take("ADD")) {
    if (constraintNames(cursor, names, tables)) return;
    cursor.take("COLUMN");
    cursor.take("IF", "NOT", "EXISTS");
    columnDefinition(cursor, names, tables);
  } else if (cursor.take("DROP")) {
    const kind = cursor.take("CONSTRAINT") ? "constraint" : "column";
    cursor.take("COLUMN");
    cursor.take("IF", "EXISTS");
    names.part(kind, cursor.name(), tables);
  } else if (cursor.take("ALTER")) {
    if (cursor.take("CONSTRAINT")) names.part("constraint", cursor.name(), tables);
    else columnChange(cursor, names, tables, end);
  } else if (cursor.take("RENAME")) {
    if (cursor.is("TO")) return;
    const kind = cursor.take("CONSTRAINT") ? "constraint" : "column";
    cursor.take("COLUMN");
    names.part(kind, cursor.name(), tables);
  } else if (cursor.take("VALIDATE", "CONSTRAINT")) names.part("constraint", cursor.name(), tables);
  else if (cursor.take("SET", "SCHEMA")) names.schema(cursor.name()?.own ?? null);
  else if (cursor.take("ATTACH", "PARTITION") || cursor.take("DETACH", "PARTITION")) names.relation(cursor.name());
}

function columnChange(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[], end: number): void {
  cursor.take("COLUMN");
  const name = cursor.name();
  if (name === null) return;
  names.part("column", name, tables);
  const isType = cursor.take("TYPE") || cursor.take("SET", "DATA", "TYPE");
  if (isType) names.type(cursor.name(), { isSure: false });
  if (cursor.take("SET", "DEFAULT")) names.value(cursor.words[cursor.at], { column: name.own.name, tables });
  cursor.take("USING");
  queryNames(cursor, names, tables, end);
}
