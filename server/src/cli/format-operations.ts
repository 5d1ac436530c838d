import type { Context } from "../context.ts";
import type { Guard } from "../migration/guard.ts";
import { objectInWords, operationInWords } from "../migration/in-words.ts";
import type { Operation } from "../migration/operation.ts";
import { type Place, Places } from "./places.ts";

/** A migration as it was read, for people who ask why something was or was not found. */
export interface OperationsReport {
  /** Absolute path, or what standard input was named. */
  readonly filename: string;
  readonly displayName: string;
  readonly text: string;
  readonly operations: readonly Operation[];
  readonly context: Context;
}

/** One object for each migration: `filename`, `context` and `operations`, each with its place in the source. */
export function formatOperationsAsJson(reports: readonly OperationsReport[]): string {
  return `${JSON.stringify(
    reports.map(({ filename, text, operations, context }) => {
      const places = new Places(text);
      const describe = describer(text, places);
      return {
        filename,
        context: describe(contextFacts(context)),
        operations: operations.map(({ origin, statement, start, end, ...rest }) => ({
          ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, describe(value)])),
          location: places.at(start),
          end_location: places.at(end),
          call: spanOf(origin.call, places),
          statement: statement === null ? null : (Object.keys(statement)[0] ?? null),
        })),
      };
    }),
    null,
    2,
  )}\n`;
}

/** A line for each operation, what it runs under below it. */
export function formatOperationsAsText(reports: readonly OperationsReport[]): string {
  return reports
    .map((report) => {
      const places = new Places(report.text);
      const lines = [report.displayName, ...contextLines(report.context).map((line) => `  ${line}`)];
      for (const direction of ["upgrade", "downgrade"] as const) {
        const operations = report.operations.filter((operation) => operation.direction === direction);
        lines.push(`${direction}: ${operations.length === 0 ? "no operations" : ""}`.trimEnd());
        for (const operation of operations) lines.push(...operationLines(operation, places));
      }
      return `${lines.join("\n")}\n`;
    })
    .join("\n");
}

function operationLines(operation: Operation, places: Places): string[] {
  const { row, column } = places.at(operation.start);
  const through =
    operation.kind === "directive" || operation.directive === null ? [] : [`through ${operation.directive}`];
  const details = [
    ...optionsOf(operation),
    ...through,
    ...(operation.inDoBlock ? ["in a DO block"] : []),
    transactionInWords[operation.transaction],
    ...(operation.savepoint ? ["in a savepoint"] : []),
  ];
  const under = operation.guards.map((guard) => `runs ${guardInWords(guard)} (${placeInWords(guard.start, places)})`);
  const { swallower } = operation;
  if (swallower !== null) {
    const construct = swallower.construct === "try" ? "try" : "contextlib.suppress";
    under.push(`its error is swallowed by the ${construct} at ${placeInWords(swallower.start, places)}`);
  }
  return [
    `  ${row}:${column} ${operationInWords(operation)} [${details.join(", ")}]`,
    ...under.map((line) => `      ${line}`),
  ];
}

const transactionInWords: Readonly<Record<Operation["transaction"], string>> = {
  open: "in the transaction",
  autocommit: "autocommit",
  committed: "after a COMMIT",
  "other connection": "on another connection",
};

/** The options that are set, by their names in the model. */
function optionsOf(operation: Operation): string[] {
  const flags = ["ifNotExists", "ifExists", "orReplace", "cascade", "concurrently", "onConflict"];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(operation);
  const own = entries.flatMap(([key, value]) => (flags.includes(key) && value === true ? [spaced(key)] : []));
  if (operation.kind !== "create" || operation.definition?.kind !== "index") return own;
  return operation.definition.concurrently ? [...own, "concurrently"] : own;
}

function spaced(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function guardInWords(guard: Guard): string {
  switch (guard.kind) {
    case "existence":
      return `when ${objectInWords(guard.object)} ${guard.exists ? "exists" : "does not exist"}, by ${guard.by}`;
    case "query":
      return "when a query says so";
    case "gate":
      return "behind a gate";
    case "handler":
      return `where ${guard.conditions.join(", ")} is caught`;
  }
}

function placeInWords(offset: number, places: Places): string {
  const { row, column } = places.at(offset);
  return `${row}:${column}`;
}

function contextFacts({ helper, versions, environment }: Context) {
  return { helper: { module: helper.module, state: helper.knowledge.state }, versions, environment };
}

function contextLines({ helper, versions, environment }: Context): string[] {
  const flag = (value: boolean | null) => (value === null ? "unknown" : value ? "yes" : "no");
  const list = (values: readonly string[] | null) => (values === null ? "unknown" : values.join(", ") || "none");
  return [
    `Alembic ${versions.alembic ?? "unknown"}, SQLAlchemy ${versions.sqlalchemy ?? "unknown"}`,
    `helper ${helper.module}: ${helper.knowledge.state}`,
    environment === null
      ? "env.py: unknown"
      : `env.py: transaction per migration ${flag(environment.transactionPerMigration)}, transactional DDL ${flag(environment.transactionalDdl)}, autocommit ${flag(environment.autocommit)}, commits after the run ${flag(environment.commitsAfter)}, begins before it ${flag(environment.beginsBefore)}, naming convention ${flag(environment.namingConvention)}, creates schemas ${list(environment.schemas)}`,
  ];
}

/**
 * Plain data as JSON shows it: an operand is its text, or the Python expression that gives it; a SQL expression its text; a range its
 * place. PostgreSQL's trees are left out.
 */
function describer(text: string, places: Places): (value: unknown) => unknown {
  const describe = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(describe);
    if (typeof value !== "object" || value === null) return value;
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    const fields = new Map(entries);
    const given = fields.get("text");
    if (fields.size === 2 && fields.has("text") && fields.has("expression"))
      return typeof given === "string" ? given : { expression: sourceOf(fields.get("expression"), text) };
    if (fields.size === 2 && fields.has("text") && fields.has("node")) return { sql: given ?? null };
    const { start, end } = Object.fromEntries(entries);
    const place = typeof start === "number" && typeof end === "number" ? spanOf({ start, end }, places) : {};
    const others = entries.filter(([key]) => key !== "start" && key !== "end");
    return { ...Object.fromEntries(others.map(([key, each]) => [key, describe(each)])), ...place };
  };
  return describe;
}

function sourceOf(expression: unknown, text: string): string | null {
  if (typeof expression !== "object" || expression === null) return null;
  const { start, end } = { start: 0, end: 0, ...expression };
  return text.slice(start, end);
}

function spanOf(span: { readonly start: number; readonly end: number }, places: Places): Record<string, Place> {
  return { location: places.at(span.start), end_location: places.at(span.end) };
}
