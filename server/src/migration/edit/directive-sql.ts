import type { Expression } from "../../python/syntax.ts";
import type { ColumnDefinition, IndexDefinition } from "../definition.ts";
import type { Create, Drop, Operation, Rename } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { dropStatement } from "./drop-statement.ts";
import { usualQuote } from "./quotes.ts";
import { sqlIdentifier, sqlName } from "./sql-name.ts";
import { sqlText } from "./sql-text.ts";
import { statementAround } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";
import { builtinTypeSql } from "./type-sql.ts";
import { operationsModule } from "./with-block.ts";

/**
 * Edits that replace a directive's call by `op.execute` of the same in SQL, with IF [NOT] EXISTS.
 * @param ifTableExists of what ALTER TABLE adds or drops: the table may be gone.
 * @returns null where the directive says what SQL for it is not known, or is given names that can't be known, in a batch or with comments.
 */
export function asSql(
  script: MigrationScript,
  operation: Operation,
  { ifTableExists = false }: { readonly ifTableExists?: boolean } = {},
): readonly TextEdit[] | null {
  const { call } = operation.origin;
  const op = operationsModule(script);
  const sql = understands(script, operation, op.name) ? directiveSql(operation, ifTableExists) : null;
  if (sql === null || statementAround(script, call) === null) return null;
  if (script.module.comments.some((comment) => within(comment, call))) return null;
  return [
    ...op.edits,
    { start: call.start, end: call.end, text: `${op.name}.execute(${sqlText(sql, usualQuote(script, call))})` },
  ];
}

function directiveSql(operation: Operation, ifTableExists: boolean): string | null {
  switch (operation.kind) {
    case "create":
      return creation(operation, ifTableExists);
    case "drop":
      return removal(operation, ifTableExists);
    case "rename":
      return renaming(operation);
    default:
      return null;
  }
}

/** Keywords that SQL is written for, by directive: with another one, the statement would be another. */
const understood: Readonly<Record<string, readonly string[]>> = {
  add_column: ["table_name", "column", "schema", "if_not_exists"],
  create_index: ["index_name", "table_name", "columns", "schema", "unique", "postgresql_concurrently", "if_not_exists"],
  drop_table: ["table_name", "schema", "if_exists"],
  drop_index: ["index_name", "table_name", "schema", "postgresql_concurrently", "if_exists"],
  drop_column: ["table_name", "column_name", "schema", "if_exists"],
  drop_constraint: ["constraint_name", "table_name", "type_", "schema", "if_exists"],
  rename_table: ["old_table_name", "new_table_name", "schema"],
};

function understands(script: MigrationScript, { directive, origin }: Operation, op: string): boolean {
  const known = directive === null ? undefined : understood[directive];
  const { call } = origin;
  const { callee } = call;
  const onModule =
    callee.kind === "name" || (callee.kind === "attribute" && callee.object.kind === "name" && callee.object.id === op);
  return (
    known !== undefined &&
    onModule &&
    call.arguments.every(({ keyword }) => keyword === null || known.includes(keyword)) &&
    !hasSplat(call) &&
    // A type's collation is not read.
    !script.source.slice(call.start, call.end).includes("collation")
  );
}

/** `*arguments` or `**options`, of the directive or of what it is given: they may say anything. */
function hasSplat(expression: Expression): boolean {
  if (expression.kind === "splat") return true;
  return expression.kind === "call" && expression.arguments.some(({ splat, value }) => splat || hasSplat(value));
}

function creation({ object, definition }: Create, ifTableExists: boolean): string | null {
  const table = object.table === null ? null : sqlName({ schema: object.schema, name: object.table });
  const name = object.name?.text ?? null;
  if (table === null || name === null) return null;
  if (definition?.kind === "index") return indexCreation(table, name, definition);
  return definition?.kind === "column"
    ? columnAddition((ifTableExists ? "IF EXISTS " : "") + table, name, definition)
    : null;
}

function indexCreation(table: string, name: string, definition: IndexDefinition): string | null {
  const columns = definition.columns.filter((column) => column !== null);
  if (columns.length === 0 || columns.length < definition.columns.length || definition.where !== null) return null;
  if (definition.method !== "btree" || !definition.plain) return null;
  const unique = definition.unique ? "UNIQUE " : "";
  const concurrently = definition.concurrently ? " CONCURRENTLY" : "";
  return `CREATE ${unique}INDEX${concurrently} IF NOT EXISTS ${sqlIdentifier(name)} ON ${table} (${columns.map(sqlIdentifier).join(", ")})`;
}

function columnAddition(table: string, name: string, column: ColumnDefinition): string | null {
  const type = column.type === null ? null : builtinTypeSql(column.type);
  if (type === null || column.nullable === null || column.generated !== null || column.constraints.length > 0)
    return null;
  if (column.default !== null && column.default.text === null) return null;
  const value = column.default === null ? "" : ` DEFAULT ${column.default.text}`;
  return `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${sqlIdentifier(name)} ${type}${value}${column.nullable ? "" : " NOT NULL"}`;
}

function removal({ object, concurrently, cascade }: Drop, tableMayBeMissing: boolean): string | null {
  return cascade ? null : dropStatement(object, { concurrently, tableMayBeMissing });
}

function renaming({ object, to }: Rename): string | null {
  const own =
    object.type !== "table" || object.name === null ? null : sqlName({ schema: object.schema, name: object.name });
  return own === null || to.text === null ? null : `ALTER TABLE IF EXISTS ${own} RENAME TO ${sqlIdentifier(to.text)}`;
}
