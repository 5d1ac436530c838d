import type { Node } from "@pgsql/types";
import type {
  ColumnDefinition,
  ConstraintDefinition,
  DataType,
  IndexDefinition,
  SqlExpression,
  TableDefinition,
} from "../../../migration/definition.ts";
import { nodesWithin } from "../../../sql/nodes-within.ts";
import type {
  RecordedColumn,
  RecordedConstraint,
  RecordedIndex,
  RecordedTable,
  RecordedType,
} from "../recorded-operation.ts";
import { elementWords } from "./index-words.ts";
import { recordedName } from "./names.ts";

/** @param hasMore it has parts that the definition does not tell. */
export function recordedTable(definition: TableDefinition, hasMore = false): RecordedTable {
  const { columns, constraints, partitionOf, fromQuery } = definition;
  const recorded: { -readonly [part in keyof RecordedTable]: RecordedTable[part] } = {};
  if (columns.length > 0) recorded.columns = columns.map(recordedColumn);
  if (constraints.length > 0) recorded.constraints = constraints.map(recordedConstraint);
  if (partitionOf !== null) recorded.partitionOf = recordedName(partitionOf);
  if (fromQuery || hasMore) recorded.more = true;
  return recorded;
}

export function recordedColumn(definition: ColumnDefinition): RecordedColumn {
  const { name, type, nullable, generated, constraints } = definition;
  const value = definition.default;
  return {
    name: name?.text ?? null,
    ...(type === null ? {} : { type: recordedType(type) }),
    ...(nullable === true ? {} : { notNull: nullable === false ? true : null }),
    ...(value === null ? {} : { default: sqlOf(value) }),
    ...(generated === null ? {} : { generated }),
    ...(constraints.length === 0 ? {} : { constraints: constraints.map(recordedConstraint) }),
  };
}

export function recordedType({ schema, name, modifiers, array }: DataType): RecordedType {
  return {
    name: recordedName({ schema, name }),
    ...(modifiers !== null && modifiers.length === 0 ? {} : { modifiers }),
    ...(array ? { array } : {}),
  };
}

export function recordedConstraint(definition: ConstraintDefinition): RecordedConstraint {
  const { name, type, columns, references, check, usingIndex } = definition;
  const checked = check === null || check.node === null ? null : columnsIn(check.node);
  return {
    type,
    ...(name === null ? {} : { name: name.text }),
    ...(columns.length === 0 ? {} : { columns }),
    ...(references === null
      ? {}
      : {
          references: {
            table: recordedName(references.table),
            ...(references.columns.length === 0 ? {} : { columns: references.columns }),
          },
        }),
    ...(check === null || check.text === null ? {} : { check: check.text }),
    ...(checked === null ? {} : { checked }),
    ...(usingIndex === null ? {} : { usingIndex }),
  };
}

export function recordedIndex(definition: IndexDefinition, statement: Node | null): RecordedIndex {
  const { unique, columns, method, where, operatorClasses } = definition;
  const words = elementWords(columns, statement);
  const uses = columnsUsed(definition, statement);
  return {
    columns,
    ...(unique ? { unique } : {}),
    ...(words === null ? {} : { words }),
    ...(uses?.length === 0 ? {} : { uses }),
    ...(method === "btree" ? {} : { method }),
    ...(operatorClasses.length === 0 ? {} : { classes: operatorClasses }),
    ...(where === null ? {} : { where: sqlOf(where) }),
  };
}

function columnsUsed({ columns, where }: IndexDefinition, statement: Node | null): readonly string[] | null {
  if (statement !== null && "IndexStmt" in statement) {
    const { indexParams = [], whereClause } = statement.IndexStmt;
    return [...new Set([...indexParams, ...(whereClause === undefined ? [] : [whereClause])].flatMap(columnsIn))];
  }
  if (columns.includes(null) || (where !== null && where.node === null)) return null;
  return where === null || where.node === null ? [] : columnsIn(where.node);
}

/** The SQL of an expression, true where it can't be known. */
export function sqlOf({ text }: SqlExpression): string | true {
  return text ?? true;
}

/** The columns that an expression names, each once. */
function columnsIn(expression: Node): readonly string[] {
  const found = new Set<string>();
  for (const node of nodesWithin(expression)) {
    const last = "ColumnRef" in node ? node.ColumnRef.fields?.at(-1) : undefined;
    if (last !== undefined && "String" in last) found.add(last.String.sval ?? "");
  }
  return [...found];
}
