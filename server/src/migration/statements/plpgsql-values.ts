import type { Node, SelectStmt } from "@pgsql/types";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { placeholderName, unknownIn } from "../../sql/sql-text.ts";
import type { Outcome } from "./existence-check.ts";
import { builtinName, constantText, namesOf, stringOf } from "./node-text.ts";

/** What is known of PL/pgSQL's variables at some point of a body. */
export interface PlpgsqlKnowledge {
  readonly texts: Map<string, string>;
  /** Booleans and counts that tell whether objects are there; `found` too. */
  readonly outcomes: Map<string, Outcome>;
}

/** Greater than the number of the parts that Python leaves unknown in any one text. */
const unknownToPlpgsql = 9_999;

/** The SELECT that an expression of PL/pgSQL is run as; null where it does not parse. */
export function selectOf(expression: string, parser: PostgresParser): SelectStmt | null {
  const parsed = parser.parse(`SELECT ${expression}`);
  const node = parsed.ok ? parsed.statements[0]?.node : undefined;
  return node !== undefined && "SelectStmt" in node ? node.SelectStmt : null;
}

/** The one value of such a SELECT. */
export function scalarOf(select: SelectStmt | null): Node | null {
  const [target] = select?.targetList ?? [];
  return target !== undefined && "ResTarget" in target ? (target.ResTarget.val ?? null) : null;
}

/** The text that an expression gives; parts that can't be known are placeholders. */
export function textOf(node: Node, knowledge: PlpgsqlKnowledge): string {
  const constant = constantText(node);
  if (constant !== null) return constant;
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return textOf(node.TypeCast.arg, knowledge);
  if ("ColumnRef" in node) {
    const names = namesOf(node.ColumnRef.fields);
    const name = names.length === 1 ? (names[0] ?? "") : "";
    if (unknownIn(name) !== null) return name;
    return knowledge.texts.get(name) ?? placeholderName(unknownToPlpgsql);
  }
  if ("A_Expr" in node && stringOf(node.A_Expr.name?.at(-1)) === "||") {
    const { lexpr, rexpr } = node.A_Expr;
    return (
      (lexpr === undefined ? "" : textOf(lexpr, knowledge)) + (rexpr === undefined ? "" : textOf(rexpr, knowledge))
    );
  }
  return "FuncCall" in node ? called(node, knowledge) : placeholderName(unknownToPlpgsql);
}

function called(node: Extract<Node, { FuncCall: unknown }>, knowledge: PlpgsqlKnowledge): string {
  const given = (node.FuncCall.args ?? []).map((argument) => textOf(argument, knowledge));
  const [first = ""] = given;
  switch (builtinName(node.FuncCall.funcname)) {
    case "format":
      return formatted(first, given.slice(1));
    case "concat":
      return given.join("");
    case "quote_ident":
      return identifier(first);
    case "quote_literal":
      return literal(first);
    default:
      return placeholderName(unknownToPlpgsql);
  }
}

/** As PostgreSQL's `format`: `%s`, `%I`, `%L`, `%%`, with `n$` for the n-th argument. */
function formatted(template: string, given: readonly string[]): string {
  let next = 0;
  return template.replace(/%(?:(\d+)\$)?(?:-?\d+)?([sIL%])/g, (_whole, position: string | undefined, form: string) => {
    if (form === "%") return "%";
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    const value = given[index] ?? placeholderName(unknownToPlpgsql);
    return form === "I" ? identifier(value) : form === "L" ? literal(value) : value;
  });
}

function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
