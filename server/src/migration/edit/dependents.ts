import type { Span, Statement } from "../../python/syntax.ts";
import type { Operation } from "../operation.ts";
import { operationsWithin } from "../operations-within.ts";
import type { MigrationScript } from "../script.ts";
import { within } from "../swallowing.ts";
import { type Place, pathTo } from "./statement-path.ts";

/** The statements that a requirement is for. */
export interface Dependents {
  /** Statements of one block in rows, with others between the rows. */
  readonly rows: readonly [Row, ...Row[]];
  readonly around: Statement;
  /** They are the rest of `upgrade` or `downgrade`: where the requirement is not met, it returns. */
  readonly isRest: boolean;
  readonly operations: readonly Operation[];
}

export type Row = readonly [Statement, ...Statement[]];

/**
 * The statement around `at`, and those after it that need the same.
 * @param needs whether an operation can't run without the requirement.
 * @returns null where the statement does other things too.
 */
export function dependentsAt(
  script: MigrationScript,
  at: Span,
  needs: (operation: Operation) => boolean,
): Dependents | null {
  const runs = operationsOf(script);
  // What only looks need not be done where the rest isn't.
  const isNeedy = (each: Statement) =>
    runs(each).some(needs) && runs(each).every((operation) => needs(operation) || operation.kind === "query");
  const isIdle = (each: Statement) => isPassive(each) && runs(each).every(({ kind }) => kind === "query");
  const place = placeOf(pathTo(script.module, at), isNeedy);
  if (place === null || !isNeedy(place.statement)) return null;
  const { statement, block, index, around } = place;
  const isEntry = around.kind === "function" && /^(up|down)grade/.test(around.name);
  const rest = block.slice(index + 1);
  const isRest = isEntry && rest.every((each) => isNeedy(each) || isIdle(each));
  // What an assignment gives a value may be used elsewhere.
  if (!isRest && statement.kind === "assignment") return null;
  const joins = (each: Statement) => isRest || (isNeedy(each) && each.kind !== "assignment");
  const [first, ...others] = inRows([statement, ...rest], joins);
  if (first === undefined) return null;
  const rows = [first, ...others] as const;
  return { rows, around, isRest, operations: rows.flat().flatMap(runs).filter(needs) };
}

/** The statements that belong, those next to each other in one row. */
function inRows(statements: readonly Statement[], belongs: (statement: Statement) => boolean): readonly Row[] {
  const rows: Row[] = [];
  let row: Row | null = null;
  for (const statement of statements) {
    if (!belongs(statement)) {
      row = null;
      continue;
    }
    if (row !== null) rows.pop();
    row = row === null ? [statement] : [...row, statement];
    rows.push(row);
  }
  return rows;
}

interface Inner extends Place {
  readonly around: Statement;
}

/** The statement that may be left out as a whole: the outermost of which everything is needy, no part of a loop, `with` or `try`. */
function placeOf(path: readonly Place[], isNeedy: (statement: Statement) => boolean): Inner | null {
  let found: Inner | null = null;
  for (let at = path.length - 1; at > 0; at--) {
    const place = path[at];
    const around = path[at - 1]?.statement;
    if (place === undefined || around === undefined) return found;
    if (around.kind !== "function" && around.kind !== "if") continue;
    if (found !== null && !isNeedy(place.statement)) return found;
    found = { around, ...place };
    if (around.kind === "function") return found;
  }
  return found;
}

interface Called {
  readonly operation: Operation;
  readonly call: Span;
}

const knownRuns = new WeakMap<MigrationScript, (statement: Span) => readonly Operation[]>();

/** Gives the operations that a statement runs, those of local functions that it calls included. */
function operationsOf(script: MigrationScript): (statement: Span) => readonly Operation[] {
  const runs = knownRuns.get(script) ?? runsOf(script);
  knownRuns.set(script, runs);
  return runs;
}

function runsOf(script: MigrationScript): (statement: Span) => readonly Operation[] {
  const called: readonly Called[] = script.operations.flatMap((operation) =>
    operation.origin.frames.flatMap((frame) =>
      frame.kind === "function" && frame.call !== null ? [{ operation, call: frame.call }] : [],
    ),
  );
  // Each of many fixes asks for those of all statements of a block.
  const known = new WeakMap<Span, readonly Operation[]>();
  return (statement) => {
    let operations = known.get(statement);
    if (operations === undefined) {
      operations = [
        ...operationsWithin(script, statement),
        ...called.filter(({ call }) => within(call, statement)).map(({ operation }) => operation),
      ];
      known.set(statement, operations);
    }
    return operations;
  };
}

/** True for what is of no use alone. */
function isPassive({ kind }: Statement): boolean {
  return kind === "pass" || kind === "import" || kind === "assignment" || kind === "return";
}
