import type { Node } from "@pgsql/types";
import { builtinName } from "../../migration/statements/node-text.ts";

/** Functions that give the same when they are applied to what they gave. */
const settling: ReadonlySet<string> = new Set(["btrim", "ltrim", "rtrim", "lower", "upper", "abs", "round", "trunc"]);

/** Whether an expression may give something else when it is applied to what it gave: `price * 100`, but not `trim(name)::integer`. */
export function computes(node: Node): boolean {
  if ("ColumnRef" in node || "A_Const" in node) return false;
  if ("TypeCast" in node) return node.TypeCast.arg === undefined || computes(node.TypeCast.arg);
  if ("CollateClause" in node) return node.CollateClause.arg === undefined || computes(node.CollateClause.arg);
  if ("CoalesceExpr" in node) return (node.CoalesceExpr.args ?? []).some(computes);
  if ("A_Expr" in node && node.A_Expr.kind === "AEXPR_NULLIF")
    return [node.A_Expr.lexpr, node.A_Expr.rexpr].some((side) => side === undefined || computes(side));
  if ("FuncCall" in node) {
    const name = builtinName(node.FuncCall.funcname);
    return name === null || !settling.has(name) || (node.FuncCall.args ?? []).some(computes);
  }
  return true;
}
