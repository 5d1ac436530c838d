import type { Span } from "../python/syntax.ts";
import { knownText, type Text } from "../python/text.ts";
import { type ArgumentValue, argument, type Value } from "../python/value.ts";
import { splitBindParameters } from "../sql/bind-parameters.ts";
import { offsetsOf } from "../sql/offsets.ts";
import type { PostgresParser } from "../sql/postgres-parser.ts";
import { calledName } from "./host-value.ts";

/** A `:name` that SQLAlchemy takes for a bind parameter where PostgreSQL would see none, and that no value is given for. */
export interface UnboundParameter {
  readonly name: string;
  /** What it is a part of. */
  readonly within: "literal" | "name" | "comment" | "slice";
  /** Where it stands in the Python source as it is; null where it comes out of an expression or an escape. */
  readonly span: Span | null;
}

/**
 * The `:name`s in the literals, quoted names, comments and array slices of a text that is executed through `sqlalchemy.text`, but for those
 * that are given a value.
 * @param carrier the text, or the construct around it.
 * @param values what the call that executes it is given beside.
 */
export function unboundParameters(
  text: Text,
  carrier: Value,
  values: readonly ArgumentValue[],
  parser: PostgresParser,
): readonly UnboundParameter[] {
  const whole = text.map(({ value }) => value ?? gap).join("");
  const parameters = splitBindParameters(whole).filter((part) => part.kind === "parameter");
  const given = parameters.length === 0 ? null : namesGiven(carrier, values);
  if (given === null) return [];
  const open = parameters.filter(
    // What comes before or after may be a part of the word.
    ({ name, start, end }) => !given.has(name) && whole[start - 1] !== gap && whole[end] !== gap,
  );
  if (open.length === 0) return [];
  const surroundings = surroundingsIn(whole, parser);
  return open.flatMap(({ name, start, end }) => {
    const within = surroundings(start, end);
    return within === null ? [] : [{ name, within, span: writtenAt(text, start, end) }];
  });
}

/** What stands for an unknown part: neither a colon nor a word. */
const gap = "\0";

/** Tells what a parameter is a part of. The text, which may be long and full of JSON, is scanned once. */
function surroundingsIn(
  whole: string,
  parser: PostgresParser,
): (start: number, end: number) => UnboundParameter["within"] | null {
  const sql = whole.replaceAll(gap, "x");
  const offsets = offsetsOf(sql);
  const tokens = (parser.scan(sql) ?? []).map((token) => ({
    start: offsets.fromBytes(token.byteStart),
    end: offsets.fromBytes(token.byteEnd),
    ...token,
  }));
  return (start, end) => {
    const index = lastFrom(tokens, start);
    const around = tokens[index];
    if (around !== undefined && end <= around.end) {
      if (around.kind === "string") return "literal";
      if (around.kind === "comment") return "comment";
      if (around.text.startsWith('"')) return "name";
    }
    let before = around !== undefined && around.end <= start ? index : index - 1;
    while (tokens[before]?.kind === "comment") before--;
    return tokens[before]?.text === "[" ? "slice" : null;
  };
}

/** Which of some tokens in a row is the last that begins at `start` or before; -1 for none. */
function lastFrom(tokens: readonly { readonly start: number }[], start: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function writtenAt(text: Text, start: number, end: number): Span | null {
  let offset = 0;
  for (const piece of text) {
    const length = piece.value?.length ?? gap.length;
    if (start < offset + length) {
      const from = piece.start + start - offset;
      return piece.verbatim && end <= offset + length ? { start: from, end: from + end - start } : null;
    }
    offset += length;
  }
  return null;
}

const binds = new Set(["bindparams", "params"]);
/** Arguments of `execute` that are no parameters. */
const options = new Set(["execution_options", "bind", "bind_arguments"]);

/** The names of the parameters that are given a value; null where that can't be known. */
function namesGiven(carrier: Value, values: readonly ArgumentValue[]): ReadonlySet<string> | null {
  const names = new Set<string>();
  for (let value = carrier; value.kind === "result"; ) {
    const { of } = value;
    if (of.kind === "member" && binds.has(of.name)) {
      if (!value.arguments.every((each) => take(each, names))) return null;
      value = of.object;
    } else if (of.kind === "member") value = of.object;
    else if (value.arguments.length > 1) return null;
    else break;
  }
  return values.every((each) => (each.keyword !== null && options.has(each.keyword)) || take(each, names))
    ? names
    : null;
}

/** Adds the names that an argument gives values for. @returns false where that can't be known. */
function take({ keyword, splat, value }: ArgumentValue, names: Set<string>): boolean {
  if (keyword !== null && keyword !== "parameters" && keyword !== "params") {
    names.add(keyword);
    return true;
  }
  return !splat && takeFrom(value, names);
}

function takeFrom(value: Value, names: Set<string>): boolean {
  if (value.kind === "sequence") return value.items.every((item) => takeFrom(item, names));
  if (value.kind === "constant") return value.value === null;
  if (value.kind === "mapping") return value.entries.every(({ key }) => takeName(key, names));
  if (value.kind !== "result" || calledName(value.of) !== "bindparam") return false;
  const name = argument(value.arguments, 0, "key");
  return name !== null && takeName(name.value, names);
}

function takeName(value: Value, names: Set<string>): boolean {
  const name = value.kind === "text" ? knownText(value.text) : null;
  if (name !== null) names.add(name);
  return name !== null;
}
