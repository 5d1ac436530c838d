import type { Frame } from "../python/frame.ts";
import { Run } from "../python/run.ts";
import type { FunctionDefinition, Handler, Module, Span, Try } from "../python/syntax.ts";
import { derivedText } from "../python/text.ts";
import { argument, isQueried, type Value } from "../python/value.ts";
import type { CallEvent, World } from "../python/world.ts";
import type { PostgresParser } from "../sql/postgres-parser.ts";
import type { StatementReader } from "../sql/statements.ts";
import { Conduct, handlersAround } from "./conduct.ts";
import { isHelperFunction } from "./enum-helper.ts";
import { readEnumAddition, readEnumRemoval } from "./enum-statement.ts";
import type { Exception } from "./exception-classes.ts";
import { helperAdditions } from "./helper-additions.ts";
import {
  calledName,
  type ExecutionTarget,
  executionTarget,
  isDriverLevel,
  isFrom,
  readsBindParameters,
  sqlTextOf,
} from "./host-value.ts";
import { importsOf } from "./imports.ts";
import type { Direction, Operation, Origin, TransactionControl, TransactionState } from "./operation.ts";
import type { HelperCall, ImportedName, MigrationScript } from "./script.ts";
import { type SqlSource, sourceSpan, sqlSource } from "./sql-operand.ts";
import { managerKind, type SwallowingFacts, shelterOf, within } from "./swallowing.ts";

const executes = new Set(["execute", "exec_driver_sql", "executemany", "scalar", "scalars"]);
const buildsObject = new Set(["create", "drop", "create_all", "drop_all"]);
/** Of `alembic.op`: what does nothing to the database. */
const quietDirectives = new Set([
  "get_bind",
  "get_context",
  "f",
  "inline_literal",
  "batch_alter_table",
  "implementation_for",
  "register_operation",
]);
/** Project functions that, by their names, ask the database. */
const asks = /exist|(^|_)(has|get|check)_|inspect/i;

/** An operation whose shelter is found once the whole file has been run. */
type Found = (facts: SwallowingFacts) => Operation;

/** Carries out a migration's functions over the model of the database that the rules look at: a list of operations. */
export class MigrationReader implements World {
  private readonly run = new Run(this);
  private readonly found: Found[] = [];
  private readonly helperCalls: HelperCall[] = [];
  private readonly conduct = new Conduct();
  private readonly imports: readonly ImportedName[];
  private direction: Direction | null = null;
  private committed = false;
  private needsConnection = false;

  constructor(
    private readonly module: Module,
    private readonly statements: StatementReader,
    private readonly parser: PostgresParser,
  ) {
    this.imports = importsOf(module);
  }

  /** Reads `upgrade` and `downgrade`, those of each engine in a multi-database migration included. */
  read(): MigrationScript {
    this.run.runModule(this.module.body);
    for (const direction of ["upgrade", "downgrade"] as const) {
      this.direction = direction;
      for (const definition of this.entryPoints(direction)) {
        this.committed = false;
        this.run.runFunction(definition);
      }
    }
    return {
      source: this.module.source,
      imports: this.imports,
      importsEverything: this.module.body.some((statement) => statement.kind === "import" && statement.star),
      operations: this.found.map((finish) => finish(this.conduct)),
      helperCalls: this.helperCalls,
      needsConnection: this.needsConnection,
      module: this.module,
    };
  }

  private entryPoints(direction: Direction): FunctionDefinition[] {
    const functions = this.module.body.filter((statement) => statement.kind === "function");
    const entry = functions.find(({ name }) => name === direction);
    // The multi-database template's `upgrade` calls `upgrade_<engine>` through globals().
    const byEngine = entry === undefined || this.module.source.slice(entry.start, entry.end).includes("globals()");
    return functions.filter(({ name }) => name === direction || (byEngine && name.startsWith(`${direction}_`)));
  }

  unbound(name: string): Value | null {
    // Half-typed files and excerpts use these without their imports.
    if (name === "op") return { kind: "reference", path: "alembic.op" };
    if (name === "sa") return { kind: "reference", path: "sqlalchemy" };
    return null;
  }

  member(object: Value, name: string): Value | null {
    if (
      name === "name" &&
      object.kind === "member" &&
      (object.name === "dialect" || (object.name === "engine" && executionTarget(object) !== null))
    ) {
      const nowhere = { start: 0, end: 0 };
      return { kind: "text", text: derivedText("postgresql", nowhere) };
    }
    return null;
  }

  enter(frame: Extract<Frame, { kind: "with" }>): void {
    if (isAutocommit(frame)) this.committed = false;
  }

  leave(frame: Extract<Frame, { kind: "with" }>): void {
    // `autocommit_block` opens a new transaction when it ends (Alembic 1.8 to 1.19, `MigrationContext.autocommit_block`).
    if (isAutocommit(frame)) this.committed = false;
  }

  raised(value: Value | null, frames: readonly Frame[]): void {
    this.conduct.raised(value, frames);
  }

  handled(handler: Handler, classes: readonly Value[], completes: boolean): void {
    this.conduct.handled(handler, classes, completes);
  }

  discarded(node: Try): void {
    this.conduct.discarded(node);
  }

  call(event: CallEvent): Value | null {
    const { callee, values } = event;
    const name = calledName(callee) ?? (callee.kind === "unbound" ? callee.name : null);
    if (name === null) return null;
    if (isHelperFunction(name) && callee.kind !== "member") return this.helperCall(event, name);
    if (callee.kind === "member") {
      if (name === "rollback") this.conduct.rolledBack(event.frames);
      if (executes.has(name)) return this.execution(event, name, callee.object);
      if (buildsObject.has(name)) this.buildObject(event, name);
      if (isBatch(callee.object))
        this.add(event, event.node.callee, "migration connection", { kind: "directive", name });
      if (name === "begin_nested" && executionTarget(callee.object) !== null) this.needsConnection = true;
      if (name === "has_table" && executionTarget(callee.object) !== null) return this.result(event, true);
      return null;
    }
    if (isFrom(callee, "alembic.op")) {
      if (name === "execute") return this.execution(event, name, callee);
      if (!quietDirectives.has(name))
        this.add(event, event.node.callee, "migration connection", { kind: "directive", name });
      return null;
    }
    if (name === "inspect" && isFrom(callee, "sqlalchemy")) return this.result(event, true);
    if (callee.kind === "reference" && asks.test(name) && !isFrom(callee, "alembic", "sqlalchemy", "builtins"))
      return this.result(event, true);
    const first = values[0]?.value;
    // `sa.DDL("…")(target, bind)` and the like stay unread; so does what takes no connection.
    return first === undefined
      ? null
      : this.result(
          event,
          values.some(({ value }) => isQueried(value)),
        );
  }

  private result(event: CallEvent, queried: boolean): Value {
    return { kind: "result", of: event.callee, arguments: event.values, queried };
  }

  private execution(event: CallEvent, method: string, receiver: Value): Value | null {
    // `sa.DDL("…").execute(bind)`
    const own = sqlTextOf(receiver) !== null && receiver.kind !== "text";
    const target = own
      ? executionTarget(event.values[0]?.value ?? { kind: "unknown", queried: false })
      : executionTarget(receiver);
    if (target === null) return null;
    const given = own ? null : argument(event.values, 0, method === "execute" ? "sqltext" : "statement");
    const carrier = own ? receiver : given?.value;
    if (carrier === undefined) return null;
    const text = sqlTextOf(carrier);
    const certain = receiver.kind !== "unknown" && receiver.kind !== "unbound";
    if (text === null && !certain) return null;
    if (receiver.kind !== "reference" && target === "migration connection") this.needsConnection = true;
    const driverLevel = isDriverLevel(receiver);
    if (text === null) {
      this.add(event, given ?? event.node, target, { kind: "opaque sql" }, driverLevel);
    } else {
      const binds = !driverLevel && readsBindParameters(carrier, method);
      this.executedText(event, sqlSource(text, binds), target, driverLevel, certain, given ?? event.node);
    }
    return this.result(event, receiver.kind !== "reference" || target !== "migration connection");
  }

  private executedText(
    event: CallEvent,
    source: SqlSource,
    target: ExecutionTarget,
    driverLevel: boolean,
    certain: boolean,
    given: Span,
  ): void {
    const { rendered, statements } = this.statements.read(source.parts);
    if (statements.length === 0 && source.parts.length > 0 && certain) {
      this.add(event, given, target, { kind: "opaque sql" }, driverLevel);
      return;
    }
    for (const statement of statements) {
      const inSource = sourceSpan(source, rendered, statement.start, statement.end);
      const span = within(inSource, event.node) ? inSource : given;
      const addition = readEnumAddition(statement, source, rendered, this.parser);
      const removal = readEnumRemoval(statement, source);
      if (addition !== null) {
        this.add(
          event,
          span,
          target,
          { kind: "add enum value", through: "sql", helper: null, ...addition },
          driverLevel,
        );
      } else if (removal !== null) {
        this.add(event, span, target, { kind: "drop enum value", ...removal }, driverLevel);
      } else if (statement.node !== null && "TransactionStmt" in statement.node) {
        const command = commands[statement.node.TransactionStmt.kind ?? ""] ?? "other";
        this.add(event, span, target, { kind: "transaction control", command }, driverLevel);
        this.control(command, target, event.frames);
      } else if (certain || statement.node !== null) {
        this.add(event, span, target, { kind: "sql", node: statement.node }, driverLevel);
      }
    }
  }

  private control(command: TransactionControl["command"], target: ExecutionTarget, frames: readonly Frame[]): void {
    if (command === "rollback" || command === "rollback to savepoint") this.conduct.rolledBack(frames);
    const state = this.transactionState(frames, target);
    if (state !== "open" && state !== "committed") return;
    // A rollback in a handler runs only after a failure: what comes later runs, as a rule, in the transaction.
    const inHandler = handlersAround(frames).length > 0;
    if (command === "commit" || (command === "rollback" && !inHandler)) this.committed = true;
    if (command === "begin") this.committed = false;
  }

  private buildObject(event: CallEvent, name: string): void {
    const onConnection = event.values.some(
      ({ value }) => value.kind === "result" && executionTarget(value) === "migration connection",
    );
    if (!onConnection) return;
    this.needsConnection = true;
    this.add(event, event.node.callee, "migration connection", { kind: "directive", name });
  }

  private helperCall(event: CallEvent, name: string): Value | null {
    const { callee, values } = event;
    const bound = callee.kind === "unbound" ? "unbound" : isFrom(callee, "alembic.op") ? "op" : "import";
    const nameSpan = { start: event.node.callee.start, end: event.node.callee.end };
    if (this.direction !== null) this.helperCalls.push({ name, nameSpan, bound });
    for (const addition of helperAdditions(name, values)) this.add(event, event.node, "migration connection", addition);
    return null;
  }

  private transactionState(frames: readonly Frame[], target: ExecutionTarget): TransactionState {
    if (target === "other connection") return "other connection";
    if (target === "autocommit connection" || frames.some((frame) => frame.kind === "with" && isAutocommit(frame)))
      return "autocommit";
    return this.committed ? "committed" : "open";
  }

  private add(
    event: CallEvent,
    span: Span,
    target: ExecutionTarget,
    what: OperationContent,
    driverLevel = false,
  ): void {
    const { direction } = this;
    if (direction === null) return;
    const state = this.transactionState(event.frames, target);
    const origin: Origin = { call: event.node, site: event.site, frames: event.frames };
    const checked = event.frames.some((frame) => frame.kind === "branch" && frame.queried);
    const exceptions = exceptionsOf(what, driverLevel);
    this.found.push((facts) => {
      const shelter = shelterOf(event.frames, exceptions, facts);
      return {
        ...what,
        direction,
        start: span.start,
        end: span.end,
        transaction: state,
        checked,
        swallower: state === "open" ? shelter.swallower : null,
        sheltered: shelter.sheltered,
        origin,
      };
    });
  }
}

type Common = "direction" | "start" | "end" | "transaction" | "checked" | "swallower" | "sheltered" | "origin";
type WithoutCommon<T> = T extends Operation ? Omit<T, Common> : never;
type OperationContent = WithoutCommon<Operation>;

const commands: Readonly<Record<string, TransactionControl["command"]>> = {
  TRANS_STMT_BEGIN: "begin",
  TRANS_STMT_START: "begin",
  TRANS_STMT_COMMIT: "commit",
  TRANS_STMT_ROLLBACK: "rollback",
  TRANS_STMT_SAVEPOINT: "savepoint",
  TRANS_STMT_ROLLBACK_TO: "rollback to savepoint",
  TRANS_STMT_RELEASE: "release savepoint",
};

function isAutocommit(frame: Extract<Frame, { kind: "with" }>): boolean {
  return frame.managers.some((manager) => managerKind(manager) === "autocommit");
}

/** What Python sees when the operation fails. */
function exceptionsOf(what: OperationContent, driverLevel: boolean): readonly Exception[] {
  const adds = what.kind === "add enum value";
  const failed: Exception = {
    of: driverLevel ? "driver" : "sqlalchemy",
    duplicateObject: adds && !what.ifNotExists,
    not: [],
  };
  // The helper's own, when the type does not exist: it has asked PostgreSQL by then.
  return adds && what.through === "helper" ? [failed, { of: "python", name: "LookupError" }] : [failed];
}

function isBatch(value: Value): boolean {
  return value.kind === "result" && calledName(value.of) === "batch_alter_table";
}
