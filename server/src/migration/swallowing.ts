import type { Frame } from "../python/frame.ts";
import type { Expression, Handler, Span, Statement, Try } from "../python/syntax.ts";
import type { Value } from "../python/value.ts";
import { calledName } from "./host-value.ts";
import type { Swallower } from "./operation.ts";

/** What an exception class named in a handler can catch. */
export type Catches =
  | "everything"
  /** Of SQLAlchemy, which wraps each driver's errors. */
  | { readonly sqlalchemy: string }
  /** Of a driver, seen only below SQLAlchemy. */
  | { readonly driver: string }
  | "nothing of the database";

const broadest = new Set(["Exception", "BaseException", "StandardError"]);
const sqlalchemyErrors = new Set(
  "SQLAlchemyError StatementError DBAPIError InterfaceError DatabaseError DataError OperationalError IntegrityError InternalError ProgrammingError NotSupportedError".split(
    " ",
  ),
);
const drivers = ["psycopg2", "psycopg", "asyncpg", "pg8000"];

/** Classifies an exception class by its dotted name, imports resolved. */
export function catches(path: string): Catches {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const top = path.split(".")[0] ?? path;
  if (broadest.has(path) || path === `builtins.${name}`)
    return broadest.has(name) ? "everything" : "nothing of the database";
  if (drivers.includes(top)) return { driver: name };
  if ((top === "sqlalchemy" || path === name) && sqlalchemyErrors.has(name)) return { sqlalchemy: name };
  return "nothing of the database";
}

/** An operation's error, as handlers see it. */
export interface ErrorKind {
  /** Raised by the driver itself, not wrapped by SQLAlchemy. */
  readonly driverLevel: boolean;
  /** For ADD VALUE: `duplicate_object`, which no class for other kinds of errors catches. */
  readonly duplicateObject: boolean;
}

const neverDuplicateObject = new Set([
  "InterfaceError",
  "DataError",
  "OperationalError",
  "IntegrityError",
  "InternalError",
  "NotSupportedError",
  "UniqueViolation",
]);

function canCatch(kind: ErrorKind, what: Catches): boolean {
  if (what === "everything") return true;
  if (what === "nothing of the database") return false;
  const name = "driver" in what ? what.driver : what.sqlalchemy;
  if ("driver" in what !== kind.driverLevel) return false;
  return !(kind.duplicateObject && neverDuplicateObject.has(name));
}

/** What the analysis asks of the reading of the file. */
export interface SwallowingFacts {
  /** The dotted name of an exception class, imports resolved. */
  className(expression: Expression): string;
  /** The handler rolls back (to) a savepoint, or the transaction, by hand. */
  rollsBack(handler: Handler): boolean;
}

export interface Shelter {
  /** The innermost construct that swallows the error while the transaction stays aborted. */
  readonly swallower: Swallower | null;
  /** Some construct could swallow the error. */
  readonly sheltered: boolean;
}

/**
 * Finds what happens to an operation's error on its way out through `frames`. A savepoint inside the construct that swallows it saves
 * the transaction; one around it does not (its RELEASE fails). A context manager that isn't known may be a savepoint.
 */
export function shelterOf(frames: readonly Frame[], kind: ErrorKind, facts: SwallowingFacts): Shelter {
  let saved = false;
  for (const frame of frames.toReversed()) {
    if (frame.kind === "with") {
      const suppress = frame.managers.find((manager) => managerKind(manager) === "suppress");
      if (suppress !== undefined) {
        const broad = suppressed(suppress, facts);
        if (broad.some((what) => canCatch(kind, what))) {
          const swallower: Swallower = {
            construct: "suppress",
            broad: broad.includes("everything"),
            start: frame.node.start,
            end: frame.node.end,
          };
          return { swallower: saved ? null : swallower, sheltered: true };
        }
      }
      if (frame.managers.some((manager) => ["savepoint", "unknown"].includes(managerKind(manager)))) saved = true;
    } else if (frame.kind === "try" && frame.part === "body") {
      const swallowing = swallowingHandlers(frame.node, kind, facts);
      if (swallowing.length > 0) {
        const revived = swallowing.every((handler) => facts.rollsBack(handler));
        const broad = swallowing.some((handler) => classesOf(handler, facts).includes("everything"));
        const swallower: Swallower = { construct: "try", broad, start: frame.node.start, end: frame.node.end };
        return { swallower: saved || revived ? null : swallower, sheltered: true };
      }
    }
  }
  return { swallower: null, sheltered: false };
}

function swallowingHandlers(node: Try, kind: ErrorKind, facts: SwallowingFacts): readonly Handler[] {
  const swallowing: Handler[] = [];
  for (const handler of node.handlers) {
    const classes = classesOf(handler, facts);
    if (classes.some((what) => canCatch(kind, what)) && canComplete(handler.body)) swallowing.push(handler);
    // Handlers after this one are never reached.
    if (classes.includes("everything")) break;
  }
  return swallowing;
}

function classesOf(handler: Handler, facts: SwallowingFacts): readonly Catches[] {
  return handler.classes.length === 0 ? ["everything"] : handler.classes.map((each) => catches(facts.className(each)));
}

function suppressed(manager: Value, facts: SwallowingFacts): readonly Catches[] {
  if (manager.kind !== "result") return [];
  return manager.arguments.map((given) => catches(facts.className(given.expression)));
}

export type ManagerKind = "savepoint" | "autocommit" | "suppress" | "neutral" | "unknown";

const neutralManagers = new Set([
  "batch_alter_table",
  "connect",
  "begin",
  "cursor",
  "open",
  "nullcontext",
  "catch_warnings",
  "closing",
  "Session",
  "engine",
  "get_bind",
]);

/** What a `with` statement's manager does to the transaction. */
export function managerKind(manager: Value): ManagerKind {
  if (manager.kind !== "result") return manager.kind === "member" && manager.name === "engine" ? "neutral" : "unknown";
  const name = calledName(manager.of);
  if (name === "begin_nested") return "savepoint";
  if (name === "autocommit_block") return "autocommit";
  if (name === "suppress") return "suppress";
  return name !== null && neutralManagers.has(name) ? "neutral" : "unknown";
}

/** True when the statements can come to their end, or leave the function, without raising. */
export function canComplete(statements: readonly Statement[]): boolean {
  for (const statement of statements) {
    switch (statement.kind) {
      case "raise":
        return false;
      case "return":
      case "break":
      case "continue":
        return true;
      case "expression":
        if (leavesProcess(statement.value)) return false;
        break;
      case "if": {
        const blocks = statement.branches.map((branch) => branch.body);
        if (statement.otherwise !== null && ![...blocks, statement.otherwise].some(canComplete)) return false;
        break;
      }
      case "with":
        if (!canComplete(statement.body)) return false;
        break;
      case "try": {
        if (statement.finally !== null && !canComplete(statement.finally)) return false;
        if (!canComplete(statement.body) && !statement.handlers.some((handler) => canComplete(handler.body)))
          return false;
        break;
      }
    }
  }
  return true;
}

function leavesProcess(expression: Expression): boolean {
  if (expression.kind !== "call") return false;
  const { callee } = expression;
  if (callee.kind === "name") return callee.id === "exit" || callee.id === "quit";
  return (
    callee.kind === "attribute" &&
    callee.object.kind === "name" &&
    ["sys.exit", "os._exit", "os.abort"].includes(`${callee.object.id}.${callee.name}`)
  );
}

/** True when `span` lies within `outer`. */
export function within(span: Span, outer: Span): boolean {
  return span.start >= outer.start && span.end <= outer.end;
}
