import type { Frame } from "../../python/frame.ts";
import type { Span, Statement } from "../../python/syntax.ts";
import { blocksOf } from "../imports.ts";
import type { AddEnumValue } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { uses } from "./imports.ts";
import { functionAround, type Place, pathTo } from "./statement-path.ts";

/** Statements in a row that do nothing but add enum values, and can be replaced as one. */
export interface AdditionRegion extends Span {
  readonly additions: readonly AddEnumValue[];
}

/**
 * The statements to replace for `operation`: its own, or the whole `try`, `suppress` or loop around it when that holds nothing else,
 * with the neighbours that add values to the same type.
 * @param around must be replaced too; null when the statement alone will do.
 * @returns null when the statement does more than add values.
 */
export function additionRegion(
  script: MigrationScript,
  operation: AddEnumValue,
  around: Span | null,
): AdditionRegion | null {
  const path = pathTo(script.module, operation.origin.call);
  const places = path
    .slice(path.findLastIndex((place) => place.statement.kind === "function") + 1)
    .filter(({ statement }) => around === null || within(around, statement))
    .filter(({ statement }) => additionsOf(script, statement) !== null);
  const [outermost] = places;
  const innermost = places.at(-1);
  if (outermost === undefined || innermost === undefined) return null;
  const whole = withNeighbours(script, outermost);
  // What runs again with other values can't have its own loop written out: the loop stays, and its body is replaced.
  const region = turnsOf(whole).length > 1 && hasLoop(whole) ? withNeighbours(script, innermost) : whole;
  if (turnsOf(region).length > 1 && hasLoop(region)) return null;
  return leavesNamesUnbound(script, region) ? null : region;
}

/** The additions of each time that the run came by the region. */
export function turnsOf(region: AdditionRegion): readonly (readonly AddEnumValue[])[] {
  const turns = new Map<Frame | undefined, AddEnumValue[]>();
  for (const addition of region.additions) {
    const around = addition.origin.frames.findLast((frame) => !within(frame.node, region));
    const turn = turns.get(around);
    if (turn === undefined) turns.set(around, [addition]);
    else turn.push(addition);
  }
  return [...turns.values()];
}

function hasLoop(region: AdditionRegion): boolean {
  return region.additions.some(({ origin }) =>
    origin.frames.some((frame) => frame.kind === "loop" && within(frame.node, region)),
  );
}

/** True when the replaced statement stands in a loop, or in a local function, that may run it again with other values. */
export function mayRunAgain(region: AdditionRegion): boolean {
  return (
    !hasLoop(region) &&
    region.additions.some(({ origin }) =>
      origin.frames.some(
        (frame) =>
          (frame.kind === "loop" || (frame.kind === "function" && frame.call !== null)) && !within(frame.node, region),
      ),
    )
  );
}

function withNeighbours(script: MigrationScript, place: Place): AdditionRegion {
  const additions = additionsOf(script, place.statement) ?? [];
  const type = soleType(additions);
  const joins = (statement: Statement | undefined): boolean => {
    const others = statement === undefined ? null : additionsOf(script, statement);
    return others !== null && others.length > 0 && type !== null && soleType(others) === type && onlySql(others);
  };
  let first = place.index;
  let last = place.index;
  if (onlySql(additions)) {
    while (joins(place.block[first - 1])) first--;
    while (joins(place.block[last + 1])) last++;
  }
  const statements = place.block.slice(first, last + 1);
  return {
    start: statements[0]?.start ?? place.statement.start,
    end: statements.at(-1)?.end ?? place.statement.end,
    additions: statements.flatMap((statement) => additionsOf(script, statement) ?? []),
  };
}

function onlySql(additions: readonly AddEnumValue[]): boolean {
  return additions.every((addition) => addition.through === "sql");
}

/** The one type that all additions are for, as a key; null for several or an unknown one. */
export function soleType(additions: readonly AddEnumValue[]): string | null {
  const keys = new Set(
    additions.map(({ type }) =>
      type.name.text === null || (type.schema !== null && type.schema.text === null)
        ? null
        : JSON.stringify([type.schema?.text, type.name.text]),
    ),
  );
  const [only] = keys;
  return keys.size === 1 ? (only ?? null) : null;
}

/** The enum values that a statement adds when it does nothing else; null when it does. */
function additionsOf(script: MigrationScript, statement: Statement): readonly AddEnumValue[] | null {
  switch (statement.kind) {
    case "import":
    case "pass":
      return [];
    case "assignment":
      return isBind(statement) ? [] : null;
    case "expression": {
      const operations = script.operations.filter((operation) => operation.origin.call === statement.value);
      const additions = operations.filter((operation) => operation.kind === "add enum value" && operation.parsed);
      if (operations.length === 0 || additions.length !== operations.length) return null;
      // What another module does is not to be written out here.
      if (operations.some(({ origin }) => origin.foreign)) return null;
      return additions.filter((addition): addition is AddEnumValue => addition.kind === "add enum value");
    }
    case "for": {
      const unrolled = script.operations.some(({ origin }) =>
        origin.frames.some((frame) => frame.kind === "loop" && frame.node === statement && frame.turns !== null),
      );
      return unrolled && statement.otherwise === null ? ofBlock(script, statement, statement.body) : null;
    }
    case "try": {
      const more = statement.otherwise !== null || statement.finally !== null;
      const handled = script.operations.some((operation) =>
        statement.handlers.some((handler) => within(operation.origin.call, handler)),
      );
      return more || handled ? null : ofBlock(script, statement, statement.body);
    }
    case "with": {
      const suppresses = script.operations.some(
        ({ swallower }) => swallower?.construct === "suppress" && swallower.start === statement.start,
      );
      return suppresses && statement.items.length === 1 ? ofBlock(script, statement, statement.body) : null;
    }
    default:
      return null;
  }
}

function ofBlock(
  script: MigrationScript,
  around: Statement,
  block: readonly Statement[],
): readonly AddEnumValue[] | null {
  if (block.some((statement) => additionsOf(script, statement) === null)) return null;
  // In the order of the run: of nested loops, the inner one turns first.
  const additions = script.operations.filter(
    (operation): operation is AddEnumValue =>
      operation.kind === "add enum value" && within(operation.origin.call, around),
  );
  return additions.length > 0 ? additions : null;
}

/** `conn = op.get_bind()` */
function isBind(statement: Extract<Statement, { kind: "assignment" }>): boolean {
  return (
    statement.value?.kind === "call" &&
    statement.value.callee.kind === "attribute" &&
    statement.value.callee.name === "get_bind"
  );
}

/** True when the region binds a name, by import or assignment, that is used after it. */
function leavesNamesUnbound(script: MigrationScript, region: AdditionRegion): boolean {
  const around = functionAround(script.module, region);
  if (around === null) return false;
  const bound: string[] = [];
  const visit = (statement: Statement): void => {
    for (const block of blocksOf(statement)) block.forEach(visit);
    if (!within(statement, region)) return;
    if (statement.kind === "import") bound.push(...statement.symbols.map((symbol) => symbol.alias ?? symbol.name));
    if (statement.kind === "assignment") {
      for (const target of statement.targets) if (target.kind === "name") bound.push(target.id);
    }
  };
  visit(around);
  return bound.some((name) => uses(script, { start: region.end, end: around.end }, name, []));
}
