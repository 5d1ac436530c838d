import type { Node } from "@pgsql/types";
import { namesOf } from "../../../migration/statements/node-text.ts";

/**
 * What PostgreSQL calls an index's columns and expressions when it chooses a name (`FigureIndexColname`); null where `columns` are that, or
 * it can't be known.
 */
export function elementWords(columns: readonly (string | null)[], statement: Node | null): readonly string[] | null {
  if (!columns.includes(null) || statement === null || !("IndexStmt" in statement)) return null;
  return (statement.IndexStmt.indexParams ?? []).map((element) => {
    if (!("IndexElem" in element)) return "expr";
    return element.IndexElem.name ?? wordOf(element.IndexElem.expr) ?? "expr";
  });
}

/** PostgreSQL 15 and 18, `FigureColnameInternal`. Null where it is called `expr`. */
function wordOf(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ("ColumnRef" in node) return namesOf(node.ColumnRef.fields).at(-1) ?? null;
  if ("FuncCall" in node) return namesOf(node.FuncCall.funcname).at(-1) ?? null;
  if ("TypeCast" in node) return wordOf(node.TypeCast.arg) ?? namesOf(node.TypeCast.typeName?.names).at(-1) ?? null;
  if ("CollateClause" in node) return wordOf(node.CollateClause.arg);
  if ("A_Indirection" in node) {
    const field = namesOf(node.A_Indirection.indirection).at(-1);
    return field ?? wordOf(node.A_Indirection.arg);
  }
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? "nullif" : null;
  if ("CoalesceExpr" in node) return "coalesce";
  if ("CaseExpr" in node) return wordOf(node.CaseExpr.defresult) ?? "case";
  if ("A_ArrayExpr" in node) return "array";
  if ("RowExpr" in node) return "row";
  if ("MinMaxExpr" in node) return node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest";
  return null;
}
