import type { ArgumentValue, Value } from "../../python/value.ts";
import type { DatabaseObject, ObjectType, Operand } from "../database-object.ts";
import { nameGiven } from "./arguments-by-name.ts";
import { type Claims, opposite, presence } from "./claim.ts";

/** Words in the name of a function, and the object they stand for; the first that fits counts. */
const objects: readonly (readonly [RegExp, ObjectType])[] = [
  [/^(columns?|cols?)$/, "column"],
  [/^(index|indexes|idx)$/, "index"],
  [/^(constraint|fk|unique|check|pk)$/, "constraint"],
  [/^trigger$/, "trigger"],
  [/^policy$/, "policy"],
  [/^sequence$/, "sequence"],
  [/^view$/, "view"],
  [/^(function|procedure)$/, "function"],
  [/^extension$/, "extension"],
  [/^(enum|type)$/, "type"],
  [/^role$/, "role"],
  [/^table$/, "table"],
  [/^schema$/, "schema"],
];
const ofTable = new Set<ObjectType>(["column", "index", "constraint", "trigger", "policy"]);
const affirmative = /^(exists?|has|have|present|is|check|checks|get|does)$/;
const negative = /^(missing|absent|lacks)$/;

/** Project functions that, by their names, ask the database. */
export function asksByName(name: string): boolean {
  return /exist|missing|(^|_)(has|get|check)_|inspect/i.test(name);
}

/**
 * What a function of the project asks when its name and arguments say it plainly: `column_exists("t", "c")`,
 * `has_table("t")`. Null where they don't.
 */
export function helperClaims(name: string, values: readonly ArgumentValue[]): Claims | null {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "");
  const denies = words.some((word) => negative.test(word)) || words.includes("not");
  if (!denies && !words.some((word) => /^(exists?|has|have|present)$/.test(word))) return null;
  if (words.includes("value") || words.includes("values") || words.includes("label")) return null;
  const type = objects.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
  if (type === undefined || words.some((word) => !isPlain(word))) return null;
  const texts = values.filter(({ value, keyword }) => keyword !== null || value.kind === "text");
  const plain = texts.length >= (ofTable.has(type) ? 2 : 1) ? texts : values.filter(isName);
  const object = objectGiven(type, plain);
  if (object === null) return null;
  const claims = presence(object, "helper");
  return denies ? opposite(claims) : claims;
}

/** False for a word that says more than that an object is there: `column_is_nullable`, `table_has_rows`. */
function isPlain(word: string): boolean {
  return (
    affirmative.test(word) ||
    negative.test(word) ||
    /^(not|in|on|of|the|a|an|if|for|already|db|database|pg|postgres|foreign|primary|key|materialized|safe|by|name)$/.test(
      word,
    ) ||
    objects.some(([pattern]) => pattern.test(word))
  );
}

function objectGiven(type: ObjectType, values: readonly ArgumentValue[]): DatabaseObject | null {
  const positional = values.filter(({ keyword }) => keyword === null).length;
  const schema = nameGiven(values, null, "schema", "schema_name");
  const keywords = [`${type}_name`, type, ...(type === "constraint" ? ["fk_name"] : []), "name"];
  if (!ofTable.has(type)) {
    const name = nameGiven(values, 0, ...keywords, ...(type === "schema" ? ["schema"] : []));
    return name === null || positional > 1
      ? null
      : { type, schema: type === "schema" ? null : schema, table: null, name };
  }
  const table = nameGiven(values, null, "table_name", "table", "tablename");
  const name = nameGiven(values, null, ...keywords);
  if (positional === 0 || (table !== null && positional === 1 && name === null))
    return named(type, schema, table, name ?? nameGiven(values, 0));
  if (name !== null && table === null && positional === 1) return named(type, schema, nameGiven(values, 0), name);
  if (positional === 1) return type === "column" ? null : named(type, schema, null, nameGiven(values, 0));
  if (positional > 2) return null;
  const [first, second] = [nameGiven(values, 0), nameGiven(values, 1)];
  if (type === "column") return named(type, schema, first, second);
  // Both orders are in use: a name that says what it is tells which.
  const [a, b] = [looksOwn(first), looksOwn(second)];
  if (a === b) return null;
  return a ? named(type, schema, second, first) : named(type, schema, first, second);
}

function named(
  type: ObjectType,
  schema: Operand | null,
  table: Operand | null,
  name: Operand | null,
): DatabaseObject | null {
  return name === null ? null : { type, schema, table, name };
}

function looksOwn(operand: Operand | null): boolean {
  return /^(ix|idx|index|uq|uix|fk|pk|ck|chk|trg|tr)_|_(idx|ix|index|key|fkey|fk|pkey|pk|check|ck|uq|unique|trigger|trg|policy)$/i.test(
    operand?.text ?? "",
  );
}

/** Texts, and what may be one; connections and inspectors are left out. */
function isName({ value, keyword }: ArgumentValue): boolean {
  return keyword !== null || value.kind === "text" || isText(value);
}

function isText(value: Value): boolean {
  return value.kind === "unknown" && !value.queried;
}
