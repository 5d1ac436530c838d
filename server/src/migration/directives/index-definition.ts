import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { Operand, QualifiedName } from "../database-object.ts";
import type { IndexDefinition } from "../definition.ts";
import { Arguments } from "./arguments.ts";
import { columnName, elementClass, elementColumn } from "./column-names.ts";
import { isTrue, operandOf, textOf } from "./operands.ts";
import { writtenExpression } from "./sql-expression.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";
import { tableReference } from "./table-reference.ts";

/** An index as `op.create_index` and `sa.Index` are given it. `elements` null: they can't be known. */
export function indexDefinition(
  given: Arguments,
  elements: readonly Value[] | null,
  parser: PostgresParser,
): IndexDefinition {
  const method = given.some("postgresql_using");
  const where = given.some("postgresql_where");
  const classes = given.some("postgresql_ops")?.value;
  return {
    kind: "index",
    unique: isTrue(given.get("unique")),
    concurrently: isTrue(given.get("postgresql_concurrently")),
    columns: elements?.map((element) => elementColumn(element, parser)) ?? [null],
    plain: classes === undefined && elements?.every((element) => columnName(element) !== null) === true,
    method: method === null ? "btree" : (textOf(method.value) ?? "btree"),
    operatorClasses: [
      ...(elements ?? []).flatMap((element) => elementClass(element, parser) ?? []),
      ...(classes?.kind === "mapping"
        ? classes.entries.flatMap(({ value }) => textOf(value)?.split(".").at(-1) ?? [])
        : []),
    ],
    where: where === null ? null : writtenExpression(where.value, parser),
  };
}

/** A `sa.Index(…)`. */
export interface IndexReading {
  readonly name: Operand | null;
  /** The table of its columns, where they tell; null inside of a table. */
  readonly table: QualifiedName | null;
  readonly definition: IndexDefinition;
}

/** Reads an index; null for any other value. */
export function indexReading(value: Value, parser: PostgresParser): IndexReading | null {
  const call = sqlalchemyCall(value);
  if (call?.name !== "Index") return null;
  const given = new Arguments(call.arguments, ["name"]);
  return {
    name: operandOf(given.some("name")),
    table: given.rest.map((item) => tableOfColumn(item.value)).find((table) => table !== null) ?? null,
    definition: indexDefinition(
      given,
      given.rest.map(({ value: element }) => element),
      parser,
    ),
  };
}

/** The table of `table.c.column`. */
function tableOfColumn(value: Value): QualifiedName | null {
  if (value.kind !== "member" || value.object.kind !== "member") return null;
  return tableReference(value.object.object)?.table ?? null;
}
