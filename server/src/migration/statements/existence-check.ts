import type { Node, SelectStmt } from "@pgsql/types";
import type { DatabaseObject } from "../database-object.ts";
import { type CatalogRows, catalogRows } from "./catalog-query.ts";
import { lookup, type Values } from "./catalog-value.ts";
import { builtinName, constantText, namesOf, stringOf } from "./node-text.ts";

/** That an object is there, or is not. Fits a guard of kind "existence". */
export interface Existence {
  readonly object: DatabaseObject;
  readonly exists: boolean;
  readonly by: "catalog" | "information_schema" | "regclass";
}

/** What is known where a condition holds, and where it does not. Either may be empty: then nothing is known there. */
export interface Outcome {
  readonly whenTrue: readonly Existence[];
  readonly whenFalse: readonly Existence[];
}

/** A query that tells whether objects are there, and how it says so. */
export interface ExistenceQuery extends Outcome {
  /**
   * What stands for true: a row that comes back (`SELECT 1 FROM pg_type WHERE …`); one row with a boolean
   * (`SELECT EXISTS (…)`); one row with a number, 0 for false (`SELECT count(*) …`); one row with a value, NULL for false
   * (`SELECT to_regclass('t')`).
   */
  readonly answer: "row" | "boolean" | "number" | "value";
}

/** What a PL/pgSQL variable tells: `found` after a query, a boolean that EXISTS was assigned to. */
export type VariableOutcome = (name: string) => Outcome | null;

const nothing: Outcome = { whenTrue: [], whenFalse: [] };

/**
 * Reads a SELECT as a look whether objects are there: through `information_schema`, `pg_catalog`, `to_regclass` and the like.
 * Null for what is no such look, or is not understood. `values` says what literals and placeholders stand for; for SQL in Python
 * `valuesOf(source)`, unless bind parameters are known.
 */
export function existenceOf(
  select: SelectStmt,
  values: Values,
  variable: VariableOutcome = () => null,
): ExistenceQuery | null {
  const targets = select.targetList ?? [];
  const [target] = targets;
  const node = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  if (select.fromClause === undefined && select.whereClause === undefined) {
    return targets.length === 1 && node !== undefined ? ofScalar(node, values, variable) : null;
  }
  if (targets.length === 1 && node !== undefined) {
    const counted = ofAggregate(node, select, values);
    if (counted !== undefined) return counted;
  }
  const outcome = ofRows(catalogRows(select, values));
  return outcome === null ? null : { ...outcome, answer: "row" };
}

/**
 * The objects whose names a query of the catalog lists, as `SELECT enumlabel FROM pg_enum …`: type, schema and table as far as the
 * query says them, `name` null. Null for any other query.
 */
export function listedBy(select: SelectStmt, values: Values): Omit<Existence, "exists"> | null {
  const [target] = select.targetList ?? [];
  const node = target !== undefined && "ResTarget" in target ? target.ResTarget.val : undefined;
  const rows = catalogRows(select, values);
  if (rows === null || rows.narrowed || rows.object.name !== null) return null;
  if (node === undefined || !("ColumnRef" in node)) return null;
  return namesOf(node.ColumnRef.fields).at(-1) === rows.nameColumn ? { object: rows.object, by: rows.by } : null;
}

/** What is known where the boolean expression `node` holds, and where it does not. */
export function outcomeOf(node: Node, values: Values, variable: VariableOutcome = () => null): Outcome {
  if ("BoolExpr" in node) {
    const parts = (node.BoolExpr.args ?? []).map((part) => outcomeOf(part, values, variable));
    const [only] = parts;
    if (node.BoolExpr.boolop === "NOT_EXPR") return only === undefined ? nothing : negated(only);
    if (parts.length === 1 && only !== undefined) return only;
    return node.BoolExpr.boolop === "AND_EXPR"
      ? { whenTrue: parts.flatMap(({ whenTrue }) => whenTrue), whenFalse: [] }
      : { whenTrue: [], whenFalse: parts.flatMap(({ whenFalse }) => whenFalse) };
  }
  if ("SubLink" in node) return ofSubquery(node.SubLink, values, variable);
  if ("NullTest" in node) {
    const given = node.NullTest.arg === undefined ? null : ofNullable(node.NullTest.arg, values);
    if (given === null) return nothing;
    return node.NullTest.nulltesttype === "IS_NULL" ? negated(given) : given;
  }
  if ("BooleanTest" in node) {
    const { arg, booltesttype } = node.BooleanTest;
    const given = arg === undefined ? nothing : outcomeOf(arg, values, variable);
    if (booltesttype === "IS_TRUE" || booltesttype === "IS_NOT_FALSE") return given;
    return booltesttype === "IS_FALSE" || booltesttype === "IS_NOT_TRUE" ? negated(given) : nothing;
  }
  if ("A_Expr" in node) return ofComparison(node, values, variable);
  if ("ColumnRef" in node) {
    const names = namesOf(node.ColumnRef.fields);
    return (names.length === 1 ? variable(names[0] ?? "") : null) ?? nothing;
  }
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return outcomeOf(node.TypeCast.arg, values, variable);
  return nothing;
}

function negated({ whenTrue, whenFalse }: Outcome): Outcome {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}

function isEmpty({ whenTrue, whenFalse }: Outcome): boolean {
  return whenTrue.length === 0 && whenFalse.length === 0;
}

function ofRows(rows: CatalogRows | null): Outcome | null {
  if (rows === null || rows.object.name === null) return null;
  const { object, by } = rows;
  return { whenTrue: [{ object, exists: true, by }], whenFalse: rows.narrowed ? [] : [{ object, exists: false, by }] };
}

function ofScalar(node: Node, values: Values, variable: VariableOutcome): ExistenceQuery | null {
  const found = ofNullable(node, values);
  if (found !== null && !("SubLink" in node)) return { ...found, answer: "value" };
  if ("SubLink" in node && node.SubLink.subLinkType === "EXPR_SUBLINK") {
    const inner = selectIn(node.SubLink.subselect);
    const answered = inner === null ? null : existenceOf(inner, values, variable);
    return answered?.answer === "row" ? { ...answered, answer: "value" } : answered;
  }
  if ("CaseExpr" in node) return ofCase(node, values, variable);
  const outcome = outcomeOf(node, values, variable);
  return isEmpty(outcome) ? null : { ...outcome, answer: "boolean" };
}

/** `CASE WHEN EXISTS (…) THEN 1 ELSE 0 END`. */
function ofCase(
  node: Extract<Node, { CaseExpr: unknown }>,
  values: Values,
  variable: VariableOutcome,
): ExistenceQuery | null {
  const { args = [], defresult } = node.CaseExpr;
  const [when] = args;
  if (args.length !== 1 || when === undefined || !("CaseWhen" in when) || when.CaseWhen.expr === undefined) return null;
  const outcome = outcomeOf(when.CaseWhen.expr, values, variable);
  const yes = constantText(when.CaseWhen.result);
  const no = constantText(defresult);
  if (isEmpty(outcome)) return null;
  if (yes === "1" && no === "0") return { ...outcome, answer: "number" };
  if (yes === "true" && no === "false") return { ...outcome, answer: "boolean" };
  return yes === "false" && no === "true" ? { ...negated(outcome), answer: "boolean" } : null;
}

const aggregates = new Set([
  "count",
  "max",
  "min",
  "array_agg",
  "string_agg",
  "json_agg",
  "jsonb_agg",
  "bool_or",
  "bool_and",
]);

/** Undefined: it is no aggregate. Null: it is one that is not understood. */
function ofAggregate(node: Node, select: SelectStmt, values: Values): ExistenceQuery | null | undefined {
  if ("A_Expr" in node) {
    const counted = node.A_Expr.lexpr === undefined ? undefined : ofAggregate(node.A_Expr.lexpr, select, values);
    if (counted == null) return counted;
    const present = counted.answer === "number" ? saysPresent(node) : null;
    return present === null ? null : { ...(present ? counted : negated(counted)), answer: "boolean" };
  }
  if (!("FuncCall" in node)) return undefined;
  const name = builtinName(node.FuncCall.funcname) ?? "";
  if (!aggregates.has(name)) return undefined;
  const outcome = ofRows(catalogRows(select, values));
  if (outcome === null || name.startsWith("bool_")) return null;
  return { answer: name === "count" ? "number" : "value", ...outcome };
}

function selectIn(node: Node | undefined): SelectStmt | null {
  return node !== undefined && "SelectStmt" in node ? node.SelectStmt : null;
}

/** What is there where the expression is not NULL. */
function ofNullable(node: Node, values: Values): Outcome | null {
  const found = lookup(node, values);
  if (found !== null) {
    const { type, name } = found;
    const object: DatabaseObject = { type, schema: name.schema, table: null, name: name.name };
    return {
      whenTrue: [{ object, exists: true, by: "regclass" }],
      whenFalse: [{ object, exists: false, by: "regclass" }],
    };
  }
  if (!("SubLink" in node) || node.SubLink.subLinkType !== "EXPR_SUBLINK") return null;
  const select = selectIn(node.SubLink.subselect);
  const answered = select === null ? null : existenceOf(select, values);
  return answered?.answer === "row" || answered?.answer === "value" ? answered : null;
}

function ofSubquery(
  link: Extract<Node, { SubLink: unknown }>["SubLink"],
  values: Values,
  variable: VariableOutcome,
): Outcome {
  const select = selectIn(link.subselect);
  if (select === null) return nothing;
  if (link.subLinkType === "EXISTS_SUBLINK") {
    const answered = existenceOf(select, values, variable);
    return answered?.answer === "row" ? answered : nothing;
  }
  if (link.subLinkType === "EXPR_SUBLINK") {
    const answered = existenceOf(select, values, variable);
    return answered?.answer === "boolean" ? answered : nothing;
  }
  const text = constantText(link.testexpr);
  if (link.subLinkType !== "ANY_SUBLINK" || text === null || link.operName !== undefined) return nothing;
  const listed = listedBy(select, values);
  if (listed === null) return nothing;
  const object: DatabaseObject = { ...listed.object, name: values.literal(text) };
  return {
    whenTrue: [{ object, exists: true, by: listed.by }],
    whenFalse: [{ object, exists: false, by: listed.by }],
  };
}

function ofComparison(node: Extract<Node, { A_Expr: unknown }>, values: Values, variable: VariableOutcome): Outcome {
  const { lexpr, rexpr, name } = node.A_Expr;
  if (lexpr === undefined) return nothing;
  const truth = rexpr === undefined ? null : constantText(rexpr);
  if (truth === "true" || truth === "false") {
    const given = outcomeOf(lexpr, values, variable);
    const operator = stringOf(name?.at(-1));
    if (operator !== "=" && operator !== "<>") return nothing;
    return (truth === "true") === (operator === "=") ? given : negated(given);
  }
  const counted = ofNumber(lexpr, values, variable);
  const present = counted === null ? null : saysPresent(node);
  if (counted === null || present === null) return nothing;
  return present ? counted : negated(counted);
}

function ofNumber(node: Node, values: Values, variable: VariableOutcome): Outcome | null {
  if ("ColumnRef" in node) {
    const names = namesOf(node.ColumnRef.fields);
    return names.length === 1 ? variable(names[0] ?? "") : null;
  }
  if (!("SubLink" in node)) return null;
  const select = selectIn(node.SubLink.subselect);
  const answered = select === null ? null : existenceOf(select, values, variable);
  return answered?.answer === "number" ? answered : null;
}

/** Whether a number's comparison says that it is above 0, or that it is 0; null for another comparison. */
function saysPresent(node: Extract<Node, { A_Expr: unknown }>): boolean | null {
  const comparison = `${stringOf(node.A_Expr.name?.at(-1))} ${constantText(node.A_Expr.rexpr)}`;
  if (["> 0", ">= 1", "<> 0", "= 1"].includes(comparison)) return true;
  return ["= 0", "< 1", "<= 0"].includes(comparison) ? false : null;
}
