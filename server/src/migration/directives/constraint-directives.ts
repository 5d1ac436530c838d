import { type Operand, type QualifiedName, unknownOperand } from "../database-object.ts";
import type { ConstraintDefinition } from "../definition.ts";
import type { OperationContent } from "../operation.ts";
import type { Arguments } from "./arguments.ts";
import { columnNames } from "./column-names.ts";
import { checkExpression, constraint, excludedColumns } from "./constraint.ts";
import { type DirectiveCall, type DirectiveReader, tableOf } from "./directive-call.ts";
import { creation, partOf, removal } from "./objects.ts";
import { isMadeName, isTrue, mayBeTrue, operandOf } from "./operands.ts";

const referential = ["onupdate", "ondelete", "deferrable", "initially", "match"];

/** Directives about constraints. */
export const constraintDirectives: Readonly<Record<string, DirectiveReader>> = {
  create_foreign_key: {
    parameters: [
      "constraint_name",
      "source_table",
      "referent_table",
      "local_cols",
      "remote_cols",
      ...referential,
      "source_schema",
      "referent_schema",
    ],
    batch: ["constraint_name", "referent_table", "local_cols", "remote_cols", "referent_schema", ...referential],
    read: (call) =>
      add(
        call,
        constraint("foreign key", {
          columns: columnNames(call.given.get("local_cols")),
          references: {
            table: tableOf(call.given, "referent_table", "referent_schema"),
            columns: columnNames(call.given.get("remote_cols")),
          },
          notValid: isTrue(call.given.get("postgresql_not_valid")),
        }),
        tableOf(call.given, "source_table", "source_schema"),
      ),
  },
  create_unique_constraint: {
    parameters: ["constraint_name", "table_name", "columns", "schema"],
    batch: ["constraint_name", "columns"],
    read: (call) => add(call, constraint("unique", { columns: columnNames(call.given.get("columns")) })),
  },
  create_primary_key: {
    parameters: ["constraint_name", "table_name", "columns", "schema"],
    batch: ["constraint_name", "columns"],
    read: (call) => add(call, constraint("primary key", { columns: columnNames(call.given.get("columns")) })),
  },
  create_check_constraint: {
    parameters: ["constraint_name", "table_name", "condition", "schema"],
    batch: ["constraint_name", "condition"],
    read: (call) =>
      add(
        call,
        constraint("check", {
          check: checkExpression(call.given.get("condition"), call.parser),
          notValid: isTrue(call.given.get("postgresql_not_valid")),
          ...(isPlainlyNamed(call.given) && { plainlyNamed: true }),
        }),
      ),
  },
  create_exclude_constraint: {
    parameters: ["constraint_name", "table_name"],
    batch: ["constraint_name"],
    read: (call) => add(call, constraint("exclude", { columns: excludedColumns(call.given.rest, call.parser) })),
  },
  drop_constraint: {
    parameters: ["constraint_name", "table_name", "type_", "schema"],
    batch: ["constraint_name", "type_"],
    read: ({ given }) => [
      removal(partOf(tableOf(given), "constraint", droppedName(given)), {
        ifExists: mayBeTrue(given.get("if_exists")),
      }),
    ],
  },
};

/** Null for None only: what is not given may be in a `*values` that can't be known. */
function droppedName(given: Arguments): Operand | null {
  const name = given.get("constraint_name");
  return name === null ? unknownOperand : operandOf(name);
}

function isPlainlyNamed(given: Arguments): boolean {
  const name = given.some("constraint_name");
  return name !== null && operandOf(name) !== null && !isMadeName(name.value);
}

function add(
  { given }: DirectiveCall,
  definition: ConstraintDefinition,
  table: QualifiedName = tableOf(given),
): readonly OperationContent[] {
  const name = operandOf(given.some("constraint_name"));
  return [creation(partOf(table, "constraint", name), { ...definition, name })];
}
