import type { IndexElem } from "@pgsql/types";
import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { namesOf } from "../statements/node-text.ts";
import type { Given } from "./arguments.ts";
import { itemsOf, textOf } from "./operands.ts";
import { writtenExpression } from "./sql-expression.ts";
import { methodCall, sqlalchemyCall } from "./sqlalchemy-call.ts";

/** The names in a list of columns, null for one that can't be known; a single null for a list that can't be. */
export function columnNames(given: Given | null): readonly (string | null)[] {
  return itemsOf(given)?.map(columnName) ?? [null];
}

/** The name of a column given as text, as `sa.column("a")` or as `table.c.a`. */
export function columnName(value: Value): string | null {
  if (value.kind === "member" && value.object.kind === "member" && ["c", "columns"].includes(value.object.name))
    return value.name;
  const call = sqlalchemyCall(value);
  const first = call?.arguments[0]?.value;
  if (call !== null && ["Column", "column"].includes(call.name)) return first === undefined ? null : textOf(first);
  return textOf(value);
}

const orders = new Set(["asc", "desc", "nulls_first", "nulls_last", "nullsfirst", "nullslast"]);

/** The column that an element of an index or EXCLUDE constraint is, whatever its order; null for an expression. */
export function elementColumn(value: Value, parser: PostgresParser): string | null {
  const call = sqlalchemyCall(value);
  const first = call?.arguments[0]?.value;
  if (call !== null && orders.has(call.name) && first !== undefined) return elementColumn(first, parser);
  const method = methodCall(value);
  if (method !== null && orders.has(method.name)) return elementColumn(method.object, parser);
  const name = columnName(value);
  if (name !== null) return name;
  return value.kind === "text" ? null : writtenColumn(writtenExpression(value, parser).text, parser);
}

/** The operator class that an element of an index names, which is written as SQL; null where it names none. */
export function elementClass(value: Value, parser: PostgresParser): string | null {
  const text = value.kind === "text" ? null : writtenExpression(value, parser).text;
  return namesOf(writtenElement(text, parser)?.opclass).at(-1) ?? null;
}

/** The column of an element that is written as SQL: `created_at DESC`. */
function writtenColumn(text: string | null, parser: PostgresParser): string | null {
  return writtenElement(text, parser)?.name ?? null;
}

function writtenElement(text: string | null, parser: PostgresParser): IndexElem | null {
  if (text === null || text.includes("\0")) return null;
  const result = parser.parse(`CREATE INDEX ON t (${text}\n)`);
  const statement = result.ok ? result.statements[0]?.node : undefined;
  if (statement === undefined || !("IndexStmt" in statement)) return null;
  const [element, ...others] = statement.IndexStmt.indexParams ?? [];
  return element !== undefined && others.length === 0 && "IndexElem" in element ? element.IndexElem : null;
}
