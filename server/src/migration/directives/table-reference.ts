import type { Value } from "../../python/value.ts";
import { type QualifiedName, unknownOperand } from "../database-object.ts";
import type { ColumnDefinition } from "../definition.ts";
import { calledName, isFrom } from "../host-value.ts";
import { Arguments, type Given } from "./arguments.ts";
import { dataType } from "./data-type.ts";
import { operandOf } from "./operands.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";

/** A table that Python holds: `sa.table(…)`, `sa.Table(…)`, or what `op.create_table` gave. */
export interface TableReference {
  readonly table: QualifiedName;
  readonly columns: readonly Pick<ColumnDefinition, "name" | "type">[];
  /** How it was made: the arguments by name, its columns and constraints as the rest. */
  readonly given: Arguments;
}

/** The table that a value is; null when it is none, or can't be known. */
export function tableReference(value: Value): TableReference | null {
  const given = tableArguments(value);
  if (given === null) return null;
  const schema = operandOf(given.some("schema"));
  return {
    table: { schema, name: operandOf(given.get("name")) ?? operandOf(given.get("table_name")) ?? unknownOperand },
    columns: given.rest.flatMap((argument) => columnOf(argument)),
    given,
  };
}

function tableArguments(value: Value): Arguments | null {
  const call = sqlalchemyCall(value);
  if (call?.name === "Table") return new Arguments(call.arguments, ["name", "metadata"]);
  if (call?.name === "table" || call?.name === "TableClause") return new Arguments(call.arguments, ["name"]);
  if (value.kind === "result" && isFrom(value.of, "alembic.op") && calledName(value.of) === "create_table")
    return new Arguments(value.arguments, ["table_name"]);
  return null;
}

function columnOf(argument: Given): readonly Pick<ColumnDefinition, "name" | "type">[] {
  const call = sqlalchemyCall(argument.value);
  if (call === null || (call.name !== "column" && call.name !== "Column")) return [];
  const given = new Arguments(call.arguments, [call.name === "column" ? "text" : "name", "type_"]);
  const type = given.some("type_");
  return [
    {
      name: operandOf(given.get("name") ?? given.get("text")),
      type: type === null ? null : dataType(type.value, null),
    },
  ];
}
