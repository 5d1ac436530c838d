import { derivedText, knownText, type Piece, type Text, unknownPiece } from "../../python/text.ts";
import { type ArgumentValue, argument, type Value } from "../../python/value.ts";
import { splitBindParameters } from "../../sql/bind-parameters.ts";
import { calledName } from "../host-value.ts";

/**
 * A SQL text with the values of its bind parameters put in as literals, as far as the call that executes it tells them: a dictionary or
 * keywords after the statement, `.bindparams(…)`.
 */
export function boundText(text: Text, carrier: Value, values: readonly ArgumentValue[]): Text {
  const parameters = new Map([...parametersOf(carrier), ...parametersGiven(values.slice(1))]);
  return text.flatMap((piece): readonly Piece[] => {
    if (piece.value === null || !piece.value.includes(":")) return [piece];
    return splitBindParameters(piece.value).flatMap((part) => {
      if (part.kind === "text") return derivedText(part.value, piece);
      const known = literal(parameters.get(part.name));
      return known === null ? [unknownPiece(piece, null)] : derivedText(known, piece);
    });
  });
}

function literal(value: Value | undefined): string | null {
  if (value?.kind === "number") return String(value.value);
  const text = value?.kind === "text" ? knownText(value.text) : null;
  return text === null ? null : `'${text.replaceAll("'", "''")}'`;
}

/** What gives a text's parameters their values. */
const binds = new Set(["bindparams", "params"]);

/** Of `text("…").bindparams(t="users")`, and of `bindparam("t", "users")` given to it. */
function parametersOf(carrier: Value): ReadonlyMap<string, Value> {
  if (carrier.kind !== "result" || carrier.of.kind !== "member") return new Map();
  const inner = parametersOf(carrier.of.object);
  return binds.has(carrier.of.name) ? new Map([...inner, ...parametersGiven(carrier.arguments)]) : inner;
}

function parametersGiven(values: readonly ArgumentValue[]): readonly (readonly [string, Value])[] {
  return values.flatMap(({ keyword, value }): (readonly [string, Value])[] => {
    if (keyword !== null && keyword !== "parameters" && keyword !== "params") return [[keyword, value]];
    if (value.kind === "mapping")
      return value.entries.flatMap(({ key, value: given }): (readonly [string, Value])[] => {
        const name = key.kind === "text" ? knownText(key.text) : null;
        return name === null ? [] : [[name, given]];
      });
    if (value.kind !== "result" || calledName(value.of) !== "bindparam") return [];
    const name = argument(value.arguments, 0, "key")?.value;
    const given = argument(value.arguments, 1, "value")?.value;
    const known = name?.kind === "text" ? knownText(name.text) : null;
    return known === null || given === undefined ? [] : [[known, given]];
  });
}
