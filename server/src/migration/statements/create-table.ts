import type { CreateStmt, IntoClause, Node } from "@pgsql/types";
import type { ColumnDefinition, ConstraintDefinition, TableDefinition } from "../definition.ts";
import type { Create } from "../operation.ts";
import { readColumn } from "./column-definition.ts";
import { readConstraint } from "./constraint-definition.ts";
import { object, objectType } from "./object-names.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

type Content = Pick<Create, "kind" | "object" | "ifNotExists" | "orReplace" | "definition">;

export const tableCreations: readonly StatementKind[] = [
  on("CreateStmt", (tree, text) => createTable(tree, "table", text)),
  on("CreateForeignTableStmt", ({ base = {} }, text) => createTable(base, "foreign table", text)),
  on("CreateTableAsStmt", (tree, text): Content => {
    const created = fromQuery(tree.into, tree.if_not_exists === true, text);
    return tree.objtype === "OBJECT_TABLE"
      ? created
      : { ...created, object: { ...created.object, type: objectType(tree.objtype) }, definition: null };
  }),
];

function createTable(tree: CreateStmt, type: "table" | "foreign table", text: StatementText): Content {
  const parent = tree.partbound === undefined ? undefined : tree.inhRelations?.[0];
  return {
    kind: "create",
    object: object(type, text.relation(tree.relation)),
    ifNotExists: tree.if_not_exists === true,
    orReplace: false,
    definition: {
      partitionOf: parent !== undefined && "RangeVar" in parent ? text.relation(parent.RangeVar) : null,
      fromQuery: false,
      temporary: tree.relation?.relpersistence === "t",
      ...elementsOf([...(tree.tableElts ?? []), ...(tree.constraints ?? [])], text),
    },
  };
}

/** The table that CREATE TABLE … AS, or SELECT … INTO, makes. */
export function fromQuery(into: IntoClause | undefined, ifNotExists: boolean, text: StatementText): Content {
  return {
    kind: "create",
    object: object("table", text.relation(into?.rel)),
    ifNotExists,
    orReplace: false,
    definition: {
      kind: "table",
      columns: [],
      constraints: [],
      partitionOf: null,
      fromQuery: true,
      temporary: into?.rel?.relpersistence === "t",
    },
  };
}

function elementsOf(
  elements: readonly Node[],
  text: StatementText,
): Pick<TableDefinition, "kind" | "columns" | "constraints"> {
  const constraints: ConstraintDefinition[] = [];
  const columns: ColumnDefinition[] = [];
  for (const element of elements) {
    if ("ColumnDef" in element) columns.push(readColumn(element.ColumnDef, text));
    const constraint = "Constraint" in element ? readConstraint(element.Constraint, null, text) : null;
    if (constraint !== null) constraints.push(constraint);
  }
  return { kind: "table", columns: columns.map((column) => inTable(column, constraints)), constraints };
}

/** The columns of a primary key are NOT NULL, wherever it is written. */
function inTable(column: ColumnDefinition, constraints: readonly ConstraintDefinition[]): ColumnDefinition {
  const name = column.name?.text ?? null;
  const key = constraints.find(({ type }) => type === "primary key");
  return name !== null && key?.columns.includes(name) === true ? { ...column, nullable: false } : column;
}
