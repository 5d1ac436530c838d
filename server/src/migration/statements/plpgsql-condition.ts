import type { Node } from "@pgsql/types";
import { builtinName } from "./node-text.ts";

/** Functions that tell of the server or the session, not of what is in the database. */
const aboutSettings = new Set(["current_setting", "version", "current_database", "current_user", "pg_is_in_recovery"]);

/** Whether a condition depends on what is in the database: it has a query, a variable, or a function that may ask. */
export function asksDatabase(node: Node): boolean {
  if ("SubLink" in node || "ColumnRef" in node) return true;
  if ("FuncCall" in node && !aboutSettings.has(builtinName(node.FuncCall.funcname) ?? "")) return true;
  return childrenOf(node).some(asksDatabase);
}

function childrenOf(node: Node): readonly Node[] {
  if ("A_Expr" in node) return [node.A_Expr.lexpr, node.A_Expr.rexpr].filter((child) => child !== undefined);
  if ("BoolExpr" in node) return node.BoolExpr.args ?? [];
  if ("TypeCast" in node) return node.TypeCast.arg === undefined ? [] : [node.TypeCast.arg];
  if ("NullTest" in node) return node.NullTest.arg === undefined ? [] : [node.NullTest.arg];
  if ("BooleanTest" in node) return node.BooleanTest.arg === undefined ? [] : [node.BooleanTest.arg];
  if ("FuncCall" in node) return node.FuncCall.args ?? [];
  return "List" in node ? (node.List.items ?? []) : [];
}
