import type { PlainName, ValueOwner } from "./name-place.ts";
import { queryNames } from "./query-names.ts";
import type { SqlNameList } from "./sql-name-list.ts";
import type { WordCursor } from "./word-cursor.ts";

const constraintWords = ["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE"];

/** A constraint of a table, with its name or without; false where none comes next. */
export function constraintNames(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[]): boolean {
  if (cursor.take("CONSTRAINT")) names.part("constraint", cursor.name(), tables, { isNew: true });
  else if (!constraintWords.some((word) => cursor.is(word))) return false;
  const end = cursor.itemEnd();
  while (cursor.at < end) {
    if (cursor.take("REFERENCES")) reference(cursor, names);
    else if (cursor.take("USING", "INDEX")) names.index(cursor.name(), tables);
    else if (cursor.take("CHECK", "(")) expression(cursor, names, tables);
    else if (cursor.take("(")) columns(cursor, names, tables);
    else cursor.at++;
  }
  return true;
}

/** A column with its type, default and constraints. */
export function columnDefinition(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[]): void {
  const end = cursor.itemEnd();
  names.part("column", cursor.name(), tables, { isNew: true });
  const [type] = names.type(cursor.at < end ? cursor.name() : null, { isSure: false });
  const of: ValueOwner | null = type === undefined ? null : { type };
  while (cursor.at < end) {
    if (cursor.take("DEFAULT")) names.value(cursor.words[cursor.at], of);
    else if (cursor.take("REFERENCES")) reference(cursor, names);
    else if (cursor.take("CHECK", "(")) expression(cursor, names, tables);
    else if (cursor.take("CONSTRAINT")) names.part("constraint", cursor.name(), tables, { isNew: true });
    else cursor.at++;
  }
}

/** Names of columns, up to the closing parenthesis. */
export function columns(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[]): void {
  while (!cursor.isAtEnd && !cursor.take(")")) {
    const name = cursor.name();
    if (name === null) cursor.at++;
    else names.part("column", name, tables);
  }
}

/** What follows REFERENCES. */
function reference(cursor: WordCursor, names: SqlNameList): void {
  const tables = names.relation(cursor.name());
  if (cursor.take("(")) columns(cursor, names, tables);
}

/** An expression over the columns of a table, up to the closing parenthesis. */
function expression(cursor: WordCursor, names: SqlNameList, tables: readonly PlainName[]): void {
  const { at } = cursor;
  cursor.closeGroup();
  const end = cursor.at;
  cursor.at = at;
  queryNames(cursor, names, tables, end);
}
