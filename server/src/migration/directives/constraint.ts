import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { Operand, QualifiedName } from "../database-object.ts";
import { known, unknownOperand } from "../database-object.ts";
import type { ConstraintDefinition, Enumeration } from "../definition.ts";
import { Arguments, type Given } from "./arguments.ts";
import { columnName, columnNames, elementColumn } from "./column-names.ts";
import type { EnumType } from "./enum-type.ts";
import { isTrue, operandOf, textOf } from "./operands.ts";
import { expression, quotedLiteral, quotedName, writtenExpression } from "./sql-expression.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";
import { tableReference } from "./table-reference.ts";

/** A constraint with what is not said of it left open. */
export function constraint(
  type: ConstraintDefinition["type"],
  given: Partial<ConstraintDefinition>,
): ConstraintDefinition {
  const nothing = { name: null, columns: [], references: null, check: null, notValid: false, usingIndex: null };
  return { kind: "constraint", ...nothing, ...given, type };
}

type ConstraintReader = (
  values: Arguments,
  parser: PostgresParser,
) => Partial<ConstraintDefinition> & Pick<ConstraintDefinition, "type">;

/** SQLAlchemy's constraint classes, with their positional parameters. */
const constraintReaders: ReadonlyMap<
  string,
  { readonly parameters: readonly string[]; readonly read: ConstraintReader }
> = new Map([
  [
    "PrimaryKeyConstraint",
    {
      parameters: [],
      read: (given) => ({ type: "primary key", columns: given.rest.map(({ value }) => columnName(value)) }),
    },
  ],
  [
    "UniqueConstraint",
    {
      parameters: [],
      read: (given) => ({ type: "unique", columns: given.rest.map(({ value }) => columnName(value)) }),
    },
  ],
  [
    "CheckConstraint",
    {
      parameters: ["sqltext", "name"],
      read: (given, parser) => ({
        type: "check",
        check: checkExpression(given.get("sqltext"), parser),
        notValid: isTrue(given.get("postgresql_not_valid")),
      }),
    },
  ],
  [
    "ForeignKeyConstraint",
    {
      parameters: ["columns", "refcolumns", "name"],
      read: (given) => ({
        type: "foreign key",
        columns: columnNames(given.get("columns")),
        references: referencedBy(given.get("refcolumns")),
        notValid: isTrue(given.get("postgresql_not_valid")),
      }),
    },
  ],
  [
    "ExcludeConstraint",
    {
      parameters: [],
      read: (given, parser) => ({ type: "exclude", columns: excludedColumns(given.rest, parser) }),
    },
  ],
] satisfies [string, { parameters: readonly string[]; read: ConstraintReader }][]);

/** A constraint among the arguments of a table or column; null for any other value. */
export function constraintOf(value: Value, parser: PostgresParser): ConstraintDefinition | null {
  const call = sqlalchemyCall(value);
  const reader = call === null ? undefined : constraintReaders.get(call.name);
  if (call === null || reader === undefined) return null;
  const given = new Arguments(call.arguments, reader.parameters);
  const read = reader.read(given, parser);
  return constraint(read.type, { ...read, name: operandOf(given.some("name")) });
}

export function checkExpression(given: Given | null, parser: PostgresParser): ConstraintDefinition["check"] {
  return given === null ? { text: null, node: null } : writtenExpression(given.value, parser);
}

/** The columns of `(column, operator)` pairs. */
export function excludedColumns(pairs: readonly Given[], parser: PostgresParser): readonly (string | null)[] {
  return pairs.map(({ value }) => {
    const element = value.kind === "sequence" ? value.items[0] : undefined;
    return element === undefined ? null : elementColumn(element, parser);
  });
}

/** A column's `sa.ForeignKey("schema.table.column")`; null for any other value. */
export function foreignKeyOf(value: Value, column: Operand | null): ConstraintDefinition | null {
  const call = sqlalchemyCall(value);
  if (call?.name !== "ForeignKey") return null;
  const given = new Arguments(call.arguments, ["column"]);
  const target = given.get("column");
  return constraint("foreign key", {
    name: operandOf(given.some("name")),
    columns: [column?.text ?? null],
    references: target === null ? unknownReference : referenceTo([target.value]),
    notValid: isTrue(given.get("postgresql_not_valid")),
  });
}

const unknownReference = { table: { schema: null, name: unknownOperand }, columns: [null] };

function referencedBy(given: Given | null): ConstraintDefinition["references"] {
  return given?.value.kind === "sequence" ? referenceTo(given.value.items) : unknownReference;
}

/** What `"schema.table.column"`, or `table.c.column`, refer to. */
function referenceTo(targets: readonly Value[]): ConstraintDefinition["references"] {
  const [first] = targets;
  if (first === undefined) return unknownReference;
  return { table: referencedTable(first), columns: targets.map(referencedColumn) };
}

function referencedTable(target: Value): QualifiedName {
  if (target.kind === "member" && target.object.kind === "member")
    return tableReference(target.object.object)?.table ?? unknownReference.table;
  const parts = textOf(target)?.split(".") ?? [];
  const name = parts.at(-2);
  if (name === undefined) return unknownReference.table;
  const schema = parts.slice(0, -2).join(".");
  return { schema: schema === "" ? null : known(schema), name: known(name) };
}

function referencedColumn(target: Value): string | null {
  if (target.kind === "member") return columnName(target);
  const parts = textOf(target)?.split(".") ?? [];
  return parts.length > 1 ? (parts.at(-1) ?? null) : null;
}

/** The CHECK that a `sa.Enum(native_enum=False, create_constraint=True)` brings with it. */
export function enumCheck(
  type: EnumType | null,
  column: Operand | null,
  parser: PostgresParser,
): ConstraintDefinition | null {
  if (type === null || type.enumeration.native || !type.checked) return null;
  return constraint("check", {
    name: type.name.text === null && type.name.expression === null ? null : type.name,
    check: expression(membership(column?.text ?? null, type.enumeration.labels), parser),
  });
}

function membership(column: string | null, labels: Enumeration["labels"]): string | null {
  if (column === null || labels === null) return null;
  const literals = labels.map((label) => (label === null ? null : quotedLiteral(label)));
  return literals.includes(null) ? null : `${quotedName(column)} IN (${literals.join(", ")})`;
}
