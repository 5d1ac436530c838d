import type { Node } from "@pgsql/types";
import { unknownIn } from "../../sql/sql-text.ts";
import { type ObjectType, type Operand, type QualifiedName, unknownOperand } from "../database-object.ts";
import { operand, type SqlSource } from "../sql-operand.ts";
import { catalogRows } from "./catalog-query.ts";
import { qualified, splitName } from "./identifier-text.ts";
import { builtinName, constantText, namesOf } from "./node-text.ts";

/** What the texts in a look at the catalog stand for. */
export interface Values {
  /** Of a literal, or of a placeholder for a bind parameter or an unknown part (`unknownIn` tells which). */
  literal(text: string): Operand;
  /** Of a name that is no column of the catalog: a PL/pgSQL variable. */
  variable(name: string): Operand;
}

/** Values as the Python source alone tells them; variables are unknown. */
export function valuesOf(source: SqlSource): Values {
  return { literal: (text) => operand(source, text), variable: () => unknownOperand };
}

/** A value that a column of the catalog is compared with. */
export type CatalogValue =
  | { readonly kind: "text"; readonly operand: Operand }
  /** An object by its oid: `'t'::regclass`, `(SELECT oid FROM pg_class WHERE …)`. */
  | { readonly kind: "object"; readonly name: QualifiedName }
  | { readonly kind: "current schema" };

const lookups: Readonly<Record<string, ObjectType>> = {
  to_regclass: "relation",
  to_regtype: "type",
  to_regnamespace: "schema",
  to_regproc: "function",
  to_regprocedure: "function",
  to_regrole: "role",
};

const casts: Readonly<Record<string, ObjectType>> = {
  regclass: "relation",
  regtype: "type",
  regnamespace: "schema",
  regproc: "function",
  regprocedure: "function",
  regrole: "role",
};

/** `to_regclass('a.b')` and the like: NULL where there is no such object. Null for any other expression. */
export function lookup(node: Node, values: Values): { readonly type: ObjectType; readonly name: QualifiedName } | null {
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return lookup(node.TypeCast.arg, values);
  if (!("FuncCall" in node)) return null;
  const type = lookups[builtinName(node.FuncCall.funcname) ?? ""];
  const given = node.FuncCall.args?.[0];
  return type === undefined || given === undefined ? null : { type, name: named(given, values) };
}

/** The value of an expression; of what can't be known, an unknown text. */
export function catalogValue(node: Node, values: Values): CatalogValue {
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    if (arg === undefined) return unknownText;
    const isObject = Object.hasOwn(casts, namesOf(typeName?.names).at(-1) ?? "");
    if (!isObject || "TypeCast" in arg) return catalogValue(arg, values);
    return { kind: "object", name: named(arg, values) };
  }
  const object = lookup(node, values);
  if (object !== null) return { kind: "object", name: object.name };
  if ("FuncCall" in node) {
    const name = builtinName(node.FuncCall.funcname);
    if (name === "current_schema" || name === "current_schemas") return { kind: "current schema" };
    const [given] = node.FuncCall.args ?? [];
    if ((name === "lower" || name === "quote_ident") && given !== undefined)
      return lowered(catalogValue(given, values));
    return unknownText;
  }
  if ("SQLValueFunction" in node)
    return node.SQLValueFunction.op === "SVFOP_CURRENT_SCHEMA" ? { kind: "current schema" } : unknownText;
  if ("SubLink" in node) return fromSubquery(node.SubLink.subselect, values);
  return { kind: "text", operand: textOf(node, values) };
}

const unknownText: CatalogValue = { kind: "text", operand: unknownOperand };

function lowered(value: CatalogValue): CatalogValue {
  if (value.kind !== "text" || value.operand.text === null) return value;
  return { kind: "text", operand: { ...value.operand, text: value.operand.text.toLowerCase() } };
}

function fromSubquery(node: Node | undefined, values: Values): CatalogValue {
  const rows = node !== undefined && "SelectStmt" in node ? catalogRows(node.SelectStmt, values) : null;
  if (rows === null || rows.object.name === null) return unknownText;
  return { kind: "object", name: { schema: rows.object.schema, name: rows.object.name } };
}

/** A name in a text; where the text is put in by Python alone, it may be qualified: nothing is known of it. */
function named(node: Node, values: Values): QualifiedName {
  const text = constantText(node);
  if (text === null) {
    const given = textOf(node, values);
    return given.text === null
      ? { schema: unknownOperand, name: given }
      : qualified(splitName(given.text), (part) => ({ text: part, expression: given.expression }));
  }
  const whole = unknownIn(text)?.whole === true ? values.literal(text) : null;
  if (whole !== null && whole.text === null) return { schema: unknownOperand, name: whole };
  return qualified(splitName(whole?.text ?? text), (part) => values.literal(part));
}

function textOf(node: Node, values: Values): Operand {
  const constant = constantText(node);
  if (constant !== null) return values.literal(constant);
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return textOf(node.TypeCast.arg, values);
  if (!("ColumnRef" in node)) return unknownOperand;
  const names = namesOf(node.ColumnRef.fields);
  const [name] = names;
  if (name === undefined || names.length > 1) return unknownOperand;
  return unknownIn(name) === null ? values.variable(name) : values.literal(name);
}
