import { sqlIdentifier, sqlLiteral } from "../migration/edit/sql-name.ts";
import { escapedForText } from "../migration/edit/sql-text.ts";

/** A VARCHAR column with a CHECK, in the place of an enum type. */
export interface CheckedColumn {
  readonly table: string;
  /** Null where the table's name is not qualified. */
  readonly schema: string | null;
  readonly column: string;
  /** The constraint's. */
  readonly name: string;
  /** Characters that the column holds. */
  readonly length: number;
  /** The condition, as SQL. */
  readonly condition: string;
}

/** PostgreSQL cuts a longer name off (manual, 4.1.1), and a look for it would not find it. */
const longestName = 63;

/** The column of these values; null where the constraint's name would be too long. */
export function checkedColumn(
  table: string,
  schema: string | null,
  column: string,
  labels: readonly string[],
): CheckedColumn | null {
  const name = `ck_${table}_${column}`;
  if (new TextEncoder().encode(name).length > longestName) return null;
  const condition = `${sqlIdentifier(column)} IN (${labels.map(sqlLiteral).join(", ")})`;
  return { table, schema, column, name, length: roomFor(labels), condition };
}

/** The condition as the text that SQLAlchemy's constraints take, which read a colon as the beginning of a parameter. */
export function conditionText({ condition }: CheckedColumn): string {
  return escapedForText(condition);
}

/** Room for values to come: up to the next ten, and at least twenty characters. */
function roomFor(labels: readonly string[]): number {
  const longest = Math.max(...labels.map((label) => Array.from(label).length));
  return Math.max(20, Math.ceil((longest + 1) / 10) * 10);
}
