import type { InsertStmt, Node, RangeVar, SelectStmt, WithClause } from "@pgsql/types";
import type { Insert, OperationContent, Write } from "../operation.ts";
import { fromQuery } from "./create-table.ts";
import { constantText } from "./node-text.ts";
import { on, type StatementKind } from "./statement-kinds.ts";
import type { StatementText } from "./statement-text.ts";

export const writes: readonly StatementKind[] = [
  on("SelectStmt", (tree, text) => [...before(tree.withClause, text), ...selectOf(tree, text)]),
  on("InsertStmt", (tree, text) => [...before(tree.withClause, text), insert(tree, text)]),
  on("UpdateStmt", (tree, text) => [...before(tree.withClause, text), write("update", tree.relation, text)]),
  on("DeleteStmt", (tree, text) => [...before(tree.withClause, text), write("delete", tree.relation, text)]),
  on("MergeStmt", (tree, text) => [...before(tree.withClause, text), write("merge", tree.relation, text)]),
  on("TruncateStmt", (tree, text) =>
    (tree.relations ?? []).flatMap((node) => ("RangeVar" in node ? [write("truncate", node.RangeVar, text)] : [])),
  ),
  on("CopyStmt", (tree, text) => (tree.is_from === true ? write("copy", tree.relation, text) : query)),
  on("CallStmt", () => query),
  on("ExplainStmt", () => query),
];

const query: OperationContent = { kind: "query" };

function write(command: Write["command"], relation: RangeVar | undefined, text: StatementText): OperationContent {
  return { kind: "write", command, table: text.relation(relation) };
}

function selectOf(tree: SelectStmt, text: StatementText): readonly OperationContent[] {
  return [tree.intoClause === undefined ? query : fromQuery(tree.intoClause, false, text)];
}

/** What the common table expressions write. */
function before(clause: WithClause | undefined, text: StatementText): readonly OperationContent[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const own = "CommonTableExpr" in node ? node.CommonTableExpr.ctequery : undefined;
    return own === undefined || "SelectStmt" in own ? [] : written(own, text);
  });
}

function written(node: Node, text: StatementText): readonly OperationContent[] {
  return writes.flatMap(([kind, read]) => (kind in node ? read(node, text) : []));
}

function insert(
  tree: InsertStmt,
  text: StatementText,
): Pick<Insert, "kind" | "table" | "columns" | "rows" | "onConflict"> {
  return {
    kind: "insert",
    table: text.relation(tree.relation),
    columns: (tree.cols ?? []).map((node) => ({
      name: "ResTarget" in node ? text.operand(node.ResTarget.name ?? "") : null,
      type: null,
    })),
    rows: rowsOf(tree.selectStmt, text),
    onConflict: tree.onConflictClause !== undefined,
  };
}

/** The rows of VALUES; one without columns for DEFAULT VALUES. */
function rowsOf(node: Node | undefined, text: StatementText): Insert["rows"] {
  if (node === undefined) return [[]];
  const lists = "SelectStmt" in node ? node.SelectStmt.valuesLists : undefined;
  return (
    lists?.map((list) => ("List" in list ? (list.List.items ?? []).map((item) => literal(item, text)) : [])) ?? null
  );
}

function literal(node: Node, text: StatementText): string | null {
  const value = isString(node) ? constantText(node) : null;
  return value === null ? null : text.label(value);
}

function isString(node: Node): boolean {
  if ("TypeCast" in node) return node.TypeCast.arg !== undefined && isString(node.TypeCast.arg);
  return "A_Const" in node && node.A_Const.sval !== undefined;
}
