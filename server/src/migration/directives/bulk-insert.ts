import { knownText } from "../../python/text.ts";
import type { Value } from "../../python/value.ts";
import { known, unknownOperand } from "../database-object.ts";
import type { Insert, OperationContent } from "../operation.ts";
import type { DirectiveReader } from "./directive-call.ts";
import { type TableReference, tableReference } from "./table-reference.ts";

/** `op.bulk_insert`: the rows by one INSERT, or one for each, which makes no difference here. */
export const insertDirectives: Readonly<Record<string, DirectiveReader>> = {
  bulk_insert: {
    parameters: ["table", "rows", "multiinsert"],
    batch: null,
    read: ({ given }): readonly OperationContent[] => {
      const rows = given.get("rows")?.value ?? null;
      // Without rows, nothing is executed.
      if (rows?.kind === "sequence" && rows.items.length === 0) return [];
      const table = given.get("table");
      return [insertion(table === null ? null : tableReference(table.value), rows, false)];
    },
  },
};

/**
 * An INSERT of rows that Python holds.
 * @param rows a list of dictionaries, or one; null where they can't be known.
 */
export function insertion(
  table: TableReference | null,
  rows: Value | null,
  onConflict: boolean,
): Pick<Insert, "kind" | "table" | "columns" | "rows" | "onConflict"> {
  const entries = rowsOf(rows);
  const names = inTableOrder(entries?.[0]?.map(([name]) => name) ?? null, table);
  const columns =
    names === null
      ? (table?.columns ?? [])
      : names.map((name) => ({
          name: known(name),
          type: table?.columns.find((column) => column.name?.text === name)?.type ?? null,
        }));
  return {
    kind: "insert",
    table: table?.table ?? { schema: null, name: unknownOperand },
    columns,
    rows:
      entries === null || names === null
        ? null
        : entries.map((row) => names.map((name) => literalText(row.find(([key]) => key === name)?.[1]))),
    onConflict,
  };
}

/** SQLAlchemy renders columns in the table's order, whatever that of the row's keys. */
function inTableOrder(names: readonly string[] | null, table: TableReference | null): readonly string[] | null {
  if (names === null || table === null) return names;
  const order = table.columns.map(({ name }) => name?.text);
  return names.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Rows as columns' names with their values; null where they can't be known. */
function rowsOf(value: Value | null): readonly (readonly (readonly [string, Value])[])[] | null {
  if (value === null) return null;
  const rows = value.kind === "sequence" ? value.items : [value];
  const read = rows.map(rowOf);
  const known = read.filter((row) => row !== null);
  return known.length === read.length ? known : null;
}

function rowOf(value: Value): readonly (readonly [string, Value])[] | null {
  if (value.kind !== "mapping") return null;
  const row = value.entries.flatMap(({ key, value: item }): (readonly [string, Value])[] => {
    const name = key.kind === "text" ? knownText(key.text) : null;
    return name === null ? [] : [[name, item]];
  });
  return row.length === value.entries.length ? row : null;
}

function literalText(value: Value | undefined): string | null {
  return value?.kind === "text" ? knownText(value.text) : null;
}
