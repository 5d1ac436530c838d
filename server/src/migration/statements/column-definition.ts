import type { ColumnDef, Constraint } from "@pgsql/types";
import type { ColumnDefinition } from "../definition.ts";
import { readConstraint } from "./constraint-definition.ts";
import { readDataType } from "./data-type.ts";
import { namesOf } from "./node-text.ts";
import type { StatementText } from "./statement-text.ts";

/** Serial types bring NOT NULL with them. */
const serial = new Set(["serial", "serial2", "serial4", "serial8", "smallserial", "bigserial"]);

/** A column as CREATE TABLE and ADD COLUMN define it. */
export function readColumn(column: ColumnDef, text: StatementText): ColumnDefinition {
  const { colname = "", typeName } = column;
  const written = constraintsAt(column);
  const find = (type: Constraint["contype"]) => written.find(({ contype }) => contype === type);
  const value = find("CONSTR_DEFAULT")?.raw_expr;
  const generated = find("CONSTR_GENERATED");
  const isSerial = serial.has(namesOf(typeName?.names).at(-1) ?? "");
  const notNull =
    isSerial ||
    ["CONSTR_NOTNULL", "CONSTR_PRIMARY", "CONSTR_IDENTITY"].some((type) =>
      written.some(({ contype }) => contype === type),
    );
  return {
    kind: "column",
    name: text.operand(colname),
    type: typeName === undefined ? null : readDataType(typeName, text),
    nullable: !notNull,
    default: value === undefined ? null : text.expression(value),
    generated: generated !== undefined ? "stored" : find("CONSTR_IDENTITY") !== undefined ? "identity" : null,
    constraints: written
      .map((constraint) => readConstraint(constraint, colname, text))
      .filter((constraint) => constraint !== null),
  };
}

function constraintsAt({ constraints = [] }: ColumnDef): readonly Constraint[] {
  return constraints.flatMap((node) => ("Constraint" in node ? [node.Constraint] : []));
}
