import type { Node } from "@pgsql/types";

/** The identifier or text that a String node holds; "" for any other node. */
export function stringOf(node: Node | undefined): string {
  return node !== undefined && "String" in node ? (node.String.sval ?? "") : "";
}

/** The identifiers of a dotted name, outermost first. A list, as DROP has it, and a type's name count too. */
export function namesOf(nodes: Node | readonly Node[] | undefined): readonly string[] {
  if (nodes === undefined) return [];
  if (!("length" in nodes)) {
    if ("List" in nodes) return namesOf(nodes.List.items);
    if ("TypeName" in nodes) return namesOf(nodes.TypeName.names);
    return "String" in nodes ? [stringOf(nodes)] : [];
  }
  return nodes.filter((node) => "String" in node).map(stringOf);
}

/** The text of a constant, with or without a cast, as PostgreSQL would read it: `'a'`, `1`, `true`. Null for anything else. */
export function constantText(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ("TypeCast" in node) return constantText(node.TypeCast.arg);
  if (!("A_Const" in node)) return null;
  const { sval, ival, fval, boolval, bsval } = node.A_Const;
  if (sval !== undefined) return sval.sval ?? "";
  if (ival !== undefined) return String(ival.ival ?? 0);
  if (fval !== undefined) return fval.fval ?? null;
  if (boolval !== undefined) return boolval.boolval === true ? "true" : "false";
  return bsval?.bsval ?? null;
}

/** The last part of a function's name, where it is PostgreSQL's own by its looks; null for another schema's. */
export function builtinName(names: readonly Node[] | undefined): string | null {
  const parts = namesOf(names);
  if (parts.length > 1 && parts[0] !== "pg_catalog") return null;
  return parts.at(-1) ?? null;
}
