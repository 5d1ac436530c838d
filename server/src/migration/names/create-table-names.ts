import { queryNames } from "./query-names.ts";
import type { SqlNameList } from "./sql-name-list.ts";
import { columnDefinition, constraintNames } from "./table-part-names.ts";
import type { WordCursor } from "./word-cursor.ts";

/** What follows CREATE TABLE. */
export function createTable(cursor: WordCursor, names: SqlNameList): void {
  const tables = names.relation(cursor.name(), { isNew: true });
  if (cursor.take("PARTITION", "OF")) {
    names.relation(cursor.name());
    return;
  }
  if (!cursor.take("(")) {
    queryNames(cursor, names);
    return;
  }
  while (!cursor.isAtEnd && !cursor.is(")")) {
    const end = cursor.itemEnd();
    if (cursor.take("LIKE")) names.relation(cursor.name());
    else if (!constraintNames(cursor, names, tables)) columnDefinition(cursor, names, tables);
    cursor.at = end;
    if (!cursor.take(",")) break;
  }
}
