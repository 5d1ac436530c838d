import type { A_Expr, Node, ResTarget } from "@pgsql/types";

/** `SET price = price * 100`, whatever the row; an update that a WHERE may guard is left alone. */
export function computes(statement: Node | null): boolean {
  if (statement === null || !("UpdateStmt" in statement)) return false;
  const { targetList, whereClause } = statement.UpdateStmt;
  return (
    whereClause === undefined &&
    (targetList ?? []).some((target) => "ResTarget" in target && changesItself(target.ResTarget))
  );
}

const arithmetic = new Set(["+", "-", "*", "/", "%", "||"]);

function changesItself({ name, val }: ResTarget): boolean {
  if (name === undefined || val === undefined || !("A_Expr" in val)) return false;
  const { lexpr, rexpr, name: operator }: A_Expr = val.A_Expr;
  const symbol = operator?.[0];
  if (symbol === undefined || !("String" in symbol) || !arithmetic.has(symbol.String.sval ?? "")) return false;
  return [lexpr, rexpr].some((side) => side !== undefined && isColumn(side, name));
}

function isColumn(node: Node, name: string): boolean {
  if (!("ColumnRef" in node)) return false;
  const last = node.ColumnRef.fields?.at(-1);
  return last !== undefined && "String" in last && last.String.sval === name;
}
