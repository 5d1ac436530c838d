import type { Operand } from "../../migration/database-object.ts";
import { indentationAt, indentationStep, lineEndOf, pythonString } from "../../migration/edit/layout.ts";
import { functionAround, pathTo } from "../../migration/edit/statement-path.ts";
import { helperFunctions } from "../../migration/enum-helper.ts";
import type { AddEnumValue } from "../../migration/operation.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Span } from "../../python/syntax.ts";
import type { HelperUse } from "./helper-import.ts";

/** Calls of the helper as source text, one a statement, and the functions that they need. */
export interface HelperCalls {
  readonly statements: readonly string[];
  readonly uses: readonly HelperUse[];
  /** The type's name comes from an expression that may need PostgreSQL's folding or qualification. */
  readonly guessed: boolean;
}

/** A group of additions that one call of the helper stands for. */
interface Group {
  readonly type: string;
  readonly schema: string | null;
  readonly values: string[];
  readonly neighbor: string | null;
}

/**
 * The helper calls that do what the additions do, in the guideline's layout: several values of one type in one call.
 * @param turns the additions of each time that the statements run.
 * @param at where the calls are going to stand; gives the indentation.
 * @param turning the statements may run again, with other values each time: only expressions can stand for them.
 * @returns null when an operand can be neither written out nor taken over as an expression.
 */
export function helperCalls(
  script: MigrationScript,
  turns: readonly (readonly AddEnumValue[])[],
  at: number,
  turning: boolean,
): HelperCalls | null {
  const groups: Group[] = [];
  let guessed = false;
  const [first = []] = turns;
  if (turns.some((turn) => turn.length !== first.length)) return null;
  for (const [index, addition] of first.entries()) {
    const others = turns.flatMap((turn) => turn[index] ?? []);
    const source = (operand: Operand) => operandSource(script, operand, others, turning, addition);
    const type = source(addition.type.name);
    const schema = addition.type.schema === null ? null : source(addition.type.schema);
    const value = source(addition.value);
    const neighbor = addition.neighbor === null ? null : source(addition.neighbor.value);
    if (type === null || value === null) return null;
    if ((addition.type.schema !== null && schema === null) || (addition.neighbor !== null && neighbor === null))
      return null;
    guessed ||= others.some(({ type: each }) => each.name.text === null);
    const keyword = addition.neighbor === null ? null : `${addition.neighbor.position}=${neighbor}`;
    const last = groups.at(-1);
    if (
      last !== undefined &&
      last.type === type &&
      last.schema === schema &&
      last.neighbor === null &&
      keyword === null
    )
      last.values.push(value);
    else groups.push({ type, schema, values: [value], neighbor: keyword });
  }
  const uses = groups.map(
    (group): HelperUse => ({
      name: group.values.length > 1 ? helperFunctions.several : helperFunctions.one,
      keywords: [
        ...(group.neighbor === null ? [] : [group.neighbor.slice(0, group.neighbor.indexOf("="))]),
        ...(group.schema === null ? [] : ["schema"]),
      ],
    }),
  );
  return { statements: groups.map((group) => callText(script.source, group, at)), uses, guessed };
}

function operandSource(
  script: MigrationScript,
  operand: Operand,
  additions: readonly AddEnumValue[],
  turning: boolean,
  at: AddEnumValue,
): string | null {
  const expression =
    operand.expression !== null && isSeenFrom(script, operand.expression, at) ? operand.expression : null;
  // What runs again takes the expression over, which gives each turn its own value.
  if (turning && expression !== null) return written(script, expression);
  if (operand.text !== null && (!turning || sameThroughout(operand, additions))) return pythonString(operand.text);
  return expression === null ? null : written(script, expression);
}

/** True when the names of an expression mean the same where the operation is executed: they may be another function's or a class's. */
function isSeenFrom(script: MigrationScript, expression: Span, { origin }: AddEnumValue): boolean {
  if (pathTo(script.module, expression).some(({ statement }) => statement.kind === "class")) return false;
  const own = functionAround(script.module, expression);
  return own === null || own === functionAround(script.module, origin.call);
}

function written(script: MigrationScript, expression: Span): string {
  return script.source.slice(expression.start, expression.end);
}

/** True when every addition has this very text where the first one has `operand`. */
function sameThroughout(operand: Operand, additions: readonly AddEnumValue[]): boolean {
  const pick = (addition: AddEnumValue): Operand | null | undefined => {
    const first = additions[0];
    if (first === undefined) return null;
    if (operand === first.type.name) return addition.type.name;
    if (operand === first.type.schema) return addition.type.schema;
    return operand === first.value ? addition.value : addition.neighbor?.value;
  };
  return additions.every((addition) => pick(addition)?.text === operand.text);
}

function callText(source: string, group: Group, at: number): string {
  const schema = group.schema === null ? "" : `, schema=${group.schema}`;
  if (group.values.length === 1) {
    const neighbor = group.neighbor === null ? "" : `, ${group.neighbor}`;
    return `${helperFunctions.one}(${group.type}, ${group.values[0]}${neighbor}${schema})`;
  }
  return valuesCall(source, at, group.type, group.values, schema);
}

/** `safe_add_multiple_enum_values` in the guideline's layout; `values` may hold comment lines above a value. */
export function valuesCall(source: string, at: number, type: string, values: readonly string[], more = ""): string {
  const lineEnd = lineEndOf(source);
  const indentation = indentationAt(source, at);
  const inner = indentation + indentationStep(source);
  const lines = values.map(
    (value, index) =>
      value
        .split("\n")
        .map((line) => `${inner}${line}`)
        .join(lineEnd) + (index < values.length - 1 ? "," : ""),
  );
  return `${helperFunctions.several}(${type}, [${lineEnd}${lines.join(lineEnd)}${lineEnd}${indentation}]${more})`;
}
