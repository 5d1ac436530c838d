import type { SqlWord } from "../sql-words.ts";
import { alterTable } from "./alter-table-names.ts";
import { createTable } from "./create-table-names.ts";
import type { FoundName } from "./name-place.ts";
import { queryNames } from "./query-names.ts";
import { SqlNameList } from "./sql-name-list.ts";
import { WordCursor } from "./word-cursor.ts";

/**
 * The names in a statement of SQL, told by the words before them, so that a statement that is still being typed has them too. What is not
 * understood is left out.
 */
export function sqlNames(words: readonly SqlWord[]): readonly FoundName[] {
  const cursor = new WordCursor(words);
  const names = new SqlNameList();
  const isRead = definitionNames(cursor, names);
  if (!isRead) {
    cursor.at = 0;
    queryNames(cursor, names);
  }
  return names.found;
}

/** Reads a statement that begins with what it defines; false for any other, of which nothing is noted then. */
function definitionNames(cursor: WordCursor, names: SqlNameList): boolean {
  if (cursor.take("CREATE")) return creation(cursor, names);
  if (cursor.take("ALTER")) return alteration(cursor, names);
  if (cursor.take("DROP")) return removal(cursor, names);
  if (cursor.take("COMMENT", "ON")) return comment(cursor, names);
  if (cursor.take("REINDEX")) {
    const what = cursor.text();
    cursor.at++;
    cursor.take("CONCURRENTLY");
    if (what === "INDEX") names.index(cursor.name(), []);
    if (what === "TABLE") names.relation(cursor.name());
    return true;
  }
  if (cursor.take("REFRESH", "MATERIALIZED", "VIEW")) {
    cursor.take("CONCURRENTLY");
    names.relation(cursor.name());
    return true;
  }
  if (cursor.takeAny("TRUNCATE", "LOCK", "ANALYZE", "VACUUM", "COPY")) {
    cursor.take("TABLE");
    cursor.take("ONLY");
    do names.relation(cursor.name(), { isSure: false });
    while (cursor.take(","));
    return true;
  }
  return false;
}

function creation(cursor: WordCursor, names: SqlNameList): boolean {
  cursor.take("OR", "REPLACE");
  const isUnique = cursor.take("UNIQUE");
  while (cursor.takeAny("TEMP", "TEMPORARY", "UNLOGGED", "FOREIGN", "MATERIALIZED", "RECURSIVE"));
  if (cursor.take("INDEX")) {
    index(cursor, names);
    return true;
  }
  if (isUnique) return false;
  if (cursor.take("TABLE")) {
    cursor.take("IF", "NOT", "EXISTS");
    createTable(cursor, names);
    return true;
  }
  if (cursor.take("VIEW")) {
    cursor.take("IF", "NOT", "EXISTS");
    names.relation(cursor.name(), { isNew: true });
    queryNames(cursor, names);
    return true;
  }
  if (cursor.takeAny("TYPE", "DOMAIN")) {
    names.type(cursor.name(), { isNew: true });
    if (cursor.take("AS") && !cursor.is("ENUM")) names.type(cursor.name(), { isSure: false });
    return true;
  }
  if (cursor.take("SCHEMA")) {
    cursor.take("IF", "NOT", "EXISTS");
    names.schema(cursor.name()?.own ?? null, { isNew: true });
    return true;
  }
  return onTable(cursor, names);
}

/** `CREATE TRIGGER … ON t`, `CREATE POLICY … ON t`, and what drops them. */
function onTable(cursor: WordCursor, names: SqlNameList): boolean {
  if (!cursor.takeAny("TRIGGER", "POLICY", "RULE")) return true;
  while (!cursor.isAtEnd && !cursor.take("ON")) cursor.at++;
  names.relation(cursor.name());
  return true;
}

function index(cursor: WordCursor, names: SqlNameList): void {
  cursor.take("CONCURRENTLY");
  cursor.take("IF", "NOT", "EXISTS");
  const name = cursor.is("ON") ? null : cursor.name();
  if (!cursor.take("ON")) {
    names.index(name, [], { isNew: true });
    return;
  }
  cursor.take("ONLY");
  const tables = names.relation(cursor.name());
  names.index(name, tables, { isNew: true });
  if (cursor.take("USING")) cursor.name();
  queryNames(cursor, names, tables);
}

function alteration(cursor: WordCursor, names: SqlNameList): boolean {
  const isForeign = cursor.take("FOREIGN");
  if (cursor.take("TABLE")) {
    cursor.take("IF", "EXISTS");
    cursor.take("ONLY");
    alterTable(cursor, names);
    return true;
  }
  if (isForeign) return true;
  if (cursor.takeAny("TYPE", "DOMAIN")) {
    const [type] = names.type(cursor.name());
    typeChange(cursor, names, type === undefined ? null : { type });
    return true;
  }
  if (cursor.take("INDEX")) {
    cursor.take("IF", "EXISTS");
    names.index(cursor.name(), []);
    return true;
  }
  if (cursor.take("SCHEMA")) names.schema(cursor.name()?.own ?? null);
  cursor.take("MATERIALIZED");
  if (cursor.take("VIEW")) {
    cursor.take("IF", "EXISTS");
    names.relation(cursor.name());
  }
  return true;
}

/** What `ALTER TYPE` does: of an enum type, to its values. */
function typeChange(cursor: WordCursor, names: SqlNameList, of: Parameters<SqlNameList["value"]>[1]): void {
  const next = () => cursor.words[cursor.at++];
  if (cursor.take("ADD", "VALUE")) {
    cursor.take("IF", "NOT", "EXISTS");
    names.value(next(), of, true);
    if (cursor.takeAny("BEFORE", "AFTER")) names.value(next(), of);
  } else if (cursor.take("RENAME", "VALUE")) {
    names.value(next(), of);
    if (cursor.take("TO")) names.value(next(), of, true);
  } else if (cursor.take("SET", "SCHEMA")) names.schema(cursor.name()?.own ?? null);
}

function removal(cursor: WordCursor, names: SqlNameList): boolean {
  cursor.takeAny("FOREIGN", "MATERIALIZED");
  const what = cursor.text();
  if (["TRIGGER", "POLICY", "RULE"].includes(what)) return onTable(cursor, names);
  cursor.at++;
  cursor.take("CONCURRENTLY");
  cursor.take("IF", "EXISTS");
  do {
    const name = cursor.name();
    if (what === "TABLE" || what === "VIEW") names.relation(name);
    else if (what === "TYPE" || what === "DOMAIN") names.type(name);
    else if (what === "INDEX") names.index(name, []);
    else if (what === "SCHEMA") names.schema(name?.own ?? null);
  } while (cursor.take(","));
  return true;
}

function comment(cursor: WordCursor, names: SqlNameList): boolean {
  const what = cursor.text();
  cursor.at += what === "MATERIALIZED" ? 2 : 1;
  const name = cursor.name();
  if (what === "TABLE" || what === "VIEW" || what === "MATERIALIZED") names.relation(name);
  else if (what === "TYPE" || what === "DOMAIN") names.type(name);
  else if (what === "INDEX") names.index(name, []);
  else if (what === "SCHEMA") names.schema(name?.own ?? null);
  else if (what === "COLUMN" && name !== null && name.schema !== null) {
    const tables = names.relation({ schema: name.outer, own: name.schema });
    names.part("column", name, tables);
  } else if (what === "CONSTRAINT" && cursor.take("ON")) names.part("constraint", name, names.relation(cursor.name()));
  return true;
}
