import type { Constraint, ConstrType, Node } from "@pgsql/types";
import type { ConstraintDefinition } from "../definition.ts";
import { namesOf } from "./node-text.ts";
import type { StatementText } from "./statement-text.ts";

const types: Readonly<Partial<Record<ConstrType, ConstraintDefinition["type"]>>> = {
  CONSTR_PRIMARY: "primary key",
  CONSTR_UNIQUE: "unique",
  CONSTR_FOREIGN: "foreign key",
  CONSTR_CHECK: "check",
  CONSTR_EXCLUSION: "exclude",
};

/**
 * A constraint of a table or column; null for what PostgreSQL's tree only calls one: NOT NULL, DEFAULT, GENERATED.
 * @param column the column that it is written at; null for a table's
 */
export function readConstraint(
  constraint: Constraint,
  column: string | null,
  text: StatementText,
): ConstraintDefinition | null {
  const type = constraint.contype === undefined ? undefined : types[constraint.contype];
  if (type === undefined) return null;
  const { conname, pktable, pk_attrs, raw_expr, indexname } = constraint;
  return {
    kind: "constraint",
    name: conname === undefined ? null : text.operand(conname),
    type,
    columns: type === "check" ? [] : column === null ? columnsOf(constraint, text) : [text.label(column)],
    references:
      pktable === undefined
        ? null
        : { table: text.relation(pktable), columns: namesOf(pk_attrs).map((name) => text.label(name)) },
    check: type === "check" && raw_expr !== undefined ? text.expression(raw_expr) : null,
    notValid: constraint.skip_validation === true,
    usingIndex: indexname === undefined ? null : text.label(indexname),
  };
}

function columnsOf({ keys, fk_attrs, exclusions }: Constraint, text: StatementText): readonly (string | null)[] {
  if (exclusions !== undefined) return exclusions.map((exclusion) => excludedColumn(exclusion, text));
  return namesOf(keys ?? fk_attrs).map((name) => text.label(name));
}

function excludedColumn(exclusion: Node, text: StatementText): string | null {
  const element = "List" in exclusion ? exclusion.List.items?.[0] : undefined;
  const name = element !== undefined && "IndexElem" in element ? element.IndexElem.name : undefined;
  return name === undefined ? null : text.label(name);
}
