import type { Node } from "@pgsql/types";
import type { ForeignModule } from "../python/foreign-modules.ts";
import { type Frame, isForeign } from "../python/frame.ts";
import { Run } from "../python/run.ts";
import type { FunctionDefinition, Handler, Module, Span, Try } from "../python/syntax.ts";
import { derivedText } from "../python/text.ts";
import { type ArgumentValue, argument, isQueried, type Value } from "../python/value.ts";
import type { CallEvent, World } from "../python/world.ts";
import type { PostgresParser } from "../sql/postgres-parser.ts";
import type { StatementReader } from "../sql/statements.ts";
import { catchesAbsence } from "./absent-answer.ts";
import { Conduct } from "./conduct.ts";
import { connectionControl, isSavepoint } from "./connection-control.ts";
import { Arguments } from "./directives/arguments.ts";
import { isBatch } from "./directives/batch.ts";
import { readConstruct, readDirective, readObjectCall } from "./directives/read-directive.ts";
import { entryPoints } from "./entry-points.ts";
import { helperParameters, isHelperFunction } from "./enum-helper.ts";
import { functionQuery } from "./function-query.ts";
import { fetches } from "./guards/answer.ts";
import { asksByName } from "./guards/helper-name.ts";
import { inspectorMethods, makesInspector } from "./guards/inspector.ts";
import { isReflected } from "./guards/listings.ts";
import { Guards } from "./guards.ts";
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
import type { Direction, OperationContent, TransactionControl } from "./operation.ts";
import { OperationList } from "./operation-list.ts";
import type { ProjectModules } from "./project-modules.ts";
import { directiveReading, type Reading } from "./reading.ts";
import { revisionHeader } from "./revision-header.ts";
import type { HelperCall, ImportedName, MigrationScript } from "./script.ts";
import { type SqlSource, sqlSource } from "./sql-operand.ts";
import { readStatement } from "./statements/read-statement.ts";
import { within } from "./swallowing.ts";
import { Transaction } from "./transaction.ts";
import { type UnboundParameter, unboundParameters } from "./unbound-parameters.ts";

const executes = new Set(["execute", "exec_driver_sql", "executemany", "scalar", "scalars"]);
const endsSavepoint = new Set(["commit", "rollback", "close"]);
const buildsObject = new Set(["create", "drop", "create_all", "drop_all"]);

/** `alembic.op`, whose `execute` is also a batch's. */
const operations: Value = { kind: "reference", path: "alembic.op" };

/** Carries out a migration's functions over the model of the database that the rules look at: a list of operations. */
export class MigrationReader implements World {
  private readonly run = new Run(this);
  private readonly helperCalls: HelperCall[] = [];
  private readonly conduct = new Conduct();
  private readonly imports: readonly ImportedName[];
  private direction: Direction | null = null;
  private readonly transaction = new Transaction();
  private readonly found: OperationList;
  /** The enum types that `op.create_table` has created so far in this direction. */
  private readonly createdTypes = new Set<string>();
  private needsConnection = false;

  constructor(
    private readonly source: Module,
    private readonly statements: StatementReader,
    private readonly parser: PostgresParser,
    private readonly project: ProjectModules,
  ) {
    this.imports = importsOf(source);
    this.found = new OperationList(new Guards(statements), this.transaction);
  }

  /** Reads `upgrade` and `downgrade`, those of each engine in a multi-database migration included. */
  read(): MigrationScript {
    this.run.runModule(this.source.body);
    const header = revisionHeader(this.source, (name) => this.run.global(name));
    for (const direction of ["upgrade", "downgrade"] as const) {
      this.direction = direction;
      for (const definition of entryPoints(this.source, direction)) {
        this.transaction.begin();
        this.createdTypes.clear();
        this.run.runFunction(definition);
      }
    }
    return {
      source: this.source.source,
      header,
      imports: this.imports,
      importsEverything: this.source.body.some((statement) => statement.kind === "import" && statement.star),
      operations: this.found.finish(this.conduct),
      helperCalls: this.helperCalls,
      needsConnection: this.needsConnection,
      module: this.source,
    };
  }

  module(module: string, name: string): ForeignModule | null {
    const known = isFrom({ kind: "reference", path: module }, "alembic", "sqlalchemy", "builtins");
    return known || isHelperFunction(name) ? null : this.project.module(module);
  }

  undetermined({ name }: FunctionDefinition, event: CallEvent): Value | null {
    return asksByName(name) ? this.result(event, true) : null;
  }

  unbound(name: string): Value | null {
    // Half-typed files and excerpts use these without their imports; `env.py` may give them to `upgrade`, by `run_migrations(op=op)`.
    if (name === "op") return operations;
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
    const member: Value = { kind: "member", object, name, queried: true };
    return isReflected(member) ? member : null;
  }

  enter(frame: Extract<Frame, { kind: "with" }>): void {
    this.transaction.enter(frame);
  }

  leave(frame: Extract<Frame, { kind: "with" }>): void {
    this.transaction.leave(frame);
  }

  raised(value: Value | null, frames: readonly Frame[]): void {
    this.conduct.raised(value, frames);
  }

  handled(handler: Handler, classes: readonly Value[], completes: boolean): void {
    this.conduct.handled(handler, classes, completes);
  }

  catchesAbsence(classes: readonly Value[], taken: Value): boolean {
    return catchesAbsence(classes, taken);
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
      if (executes.has(name)) return this.execution(event, name, isBatch(callee.object) ? operations : callee.object);
      if (buildsObject.has(name)) this.buildObject(event, name);
      if (isBatch(callee.object)) this.directive(event, name);
      if (name === "begin_nested" && executionTarget(callee.object) !== null) return this.savepoint(event);
      if (isSavepoint(callee.object) && endsSavepoint.has(name)) this.transaction.closeSavepoint(callee.object);
      const control = connectionControl(event, callee.object, name);
      if (control !== null) this.add(event, executed(control, event.node.callee), executionTarget(callee.object));
      return asksDatabase(callee.object, name) ? this.result(event, true) : null;
    }
    // `project.models.metadata.create_all(bind)`
    if (callee.kind === "reference" && buildsObject.has(name)) this.buildObject(event, name);
    else if (callee.kind === "reference" && !isKnownModule(callee) && !asksByName(name))
      this.foreignCall(event, callee.path);
    if (isFrom(callee, "alembic.op")) {
      if (name === "execute") return this.execution(event, name, callee);
      this.directive(event, name);
      return null;
    }
    if ((name === "inspect" && isFrom(callee, "sqlalchemy")) || makesInspector(callee)) return this.result(event, true);
    if (callee.kind === "reference" && asksByName(name) && !isFrom(callee, "alembic", "sqlalchemy", "builtins"))
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

  /** Another module's function, which could not be looked into, may do anything with what it is given. */
  private foreignCall(event: CallEvent, name: string): void {
    if (!event.values.some(({ value }) => reachesDatabase(value))) return;
    this.add(event, executed({ kind: "foreign call", name }, event.node.callee), "migration connection");
  }

  private result(event: CallEvent, queried: boolean): Value {
    return { kind: "result", of: event.callee, arguments: event.values, queried };
  }

  private savepoint(event: CallEvent): Value {
    this.needsConnection = true;
    const savepoint = this.result(event, false);
    if (!event.manages) this.transaction.openSavepoint(savepoint);
    return savepoint;
  }

  private execution(event: CallEvent, method: string, receiver: Value): Value | null {
    // `sa.DDL("…").execute(bind)`
    const own = sqlTextOf(receiver) !== null && receiver.kind !== "text";
    const target = own
      ? executionTarget(event.values[0]?.value ?? { kind: "unknown", queried: false })
      : executionTarget(receiver);
    if (target === null) return null;
    const given = own ? null : argument(event.values, 0, method === "execute" ? "sqltext" : "statement");
    const value = own ? receiver : given?.value;
    if (value === undefined) return null;
    const carrier = this.run.imported(value);
    const text = sqlTextOf(carrier) ?? functionQuery(carrier, given ?? event.node);
    const certain = receiver.kind !== "unknown" && receiver.kind !== "unbound";
    if (text === null && !certain) return null;
    if (receiver.kind !== "reference" && target === "migration connection") this.needsConnection = true;
    const driverLevel = isDriverLevel(receiver);
    if (text === null) {
      const parameters = receiver.kind === "reference" ? null : argument(event.values, 1, "parameters");
      const contents = readConstruct(carrier, parameters?.value ?? null, this.parser) ?? [{ kind: "opaque sql" }];
      for (const content of contents) this.add(event, executed(content, given ?? event.node), target, driverLevel);
    } else {
      const binds = !driverLevel && readsBindParameters(carrier, method);
      // What is given `sa.text` surely executes it.
      const isSql = certain || carrier.kind !== "text";
      // A plain string goes to the driver as it is, but for `op.execute` and a session (SQLAlchemy 1.4; 2.0 refuses it).
      const isPlain = carrier.kind === "text" && receiver.kind !== "reference";
      const unbound =
        binds && !isPlain ? unboundParameters(text, carrier, parametersOf(receiver, event.values), this.parser) : [];
      this.executedText(
        event,
        sqlSource(text, binds, !binds || isPlain),
        target,
        driverLevel,
        { certain, isSql },
        given ?? event.node,
        unbound,
      );
    }
    return this.result(event, receiver.kind !== "reference" || target !== "migration connection");
  }

  private executedText(
    event: CallEvent,
    source: SqlSource,
    target: ExecutionTarget,
    driverLevel: boolean,
    { certain, isSql }: { readonly certain: boolean; readonly isSql: boolean },
    given: Span,
    unbound: readonly UnboundParameter[],
  ): void {
    const { rendered, statements } = this.statements.read(source.parts);
    if (statements.length === 0 && source.parts.some((part) => "unknown" in part) && certain) {
      this.add(event, executed({ kind: "opaque sql" }, given), target, driverLevel);
      return;
    }
    for (const statement of statements) {
      for (const reading of readStatement({ statement, source, rendered }, this.parser)) {
        const { content } = reading;
        // Half typed on a connection that may be none: nothing to hold on to.
        if (content.kind === "broken sql" && !isSql) continue;
        const span = within(reading.span, event.node) ? reading.span : given;
        this.add(event, { unbound, ...reading, span }, target, driverLevel);
        if (content.kind === "transaction control" && !reading.inDoBlock)
          this.control(content.command, statement.node, target, event.frames);
      }
    }
  }

  private control(
    command: TransactionControl["command"],
    node: Node | null,
    target: ExecutionTarget,
    frames: readonly Frame[],
  ): void {
    if (command === "rollback" || command === "rollback to savepoint") this.conduct.rolledBack(frames);
    this.transaction.control(command, node, target, frames);
  }

  private buildObject(event: CallEvent, name: string): void {
    const onConnection = event.values.some(
      ({ value }) => value.kind === "result" && executionTarget(value) === "migration connection",
    );
    if (!onConnection) return;
    this.needsConnection = true;
    this.addAll(event, readObjectCall(event, name, this.parser));
  }

  private directive(event: CallEvent, name: string): void {
    this.addAll(event, readDirective(event, name, this.parser, this.createdTypes));
  }

  private helperCall(event: CallEvent, name: string): Value | null {
    const { callee, values } = event;
    const bound = callee.kind === "unbound" ? "unbound" : isFrom(callee, "alembic.op") ? "op" : "import";
    const nameSpan = { start: event.node.callee.start, end: event.node.callee.end };
    const foreign = isForeign(event.frames);
    if (this.direction !== null && !foreign) this.helperCalls.push({ name, nameSpan, bound });
    const given = new Arguments(values, helperParameters(name));
    this.addAll(
      event,
      helperAdditions(name, values).map((addition) => directiveReading(addition, event.node, name, given)),
    );
    return null;
  }

  private addAll(event: CallEvent, readings: readonly Reading[]): void {
    for (const reading of readings) this.add(event, reading, "migration connection");
  }

  private add(event: CallEvent, reading: Reading, target: ExecutionTarget, driverLevel = false): void {
    if (this.direction !== null) this.found.add(this.direction, event, reading, target, driverLevel);
  }
}

/** What a call gives a text's parameters values with: `op.execute` nothing. */
function parametersOf(receiver: Value, values: readonly ArgumentValue[]): readonly ArgumentValue[] {
  return receiver.kind === "reference" ? [] : values.slice(1);
}

/** True for modules of which each function is known, or leaves the database alone. */
function isKnownModule(value: Value): boolean {
  return isFrom(value, "alembic", "sqlalchemy", "sqlmodel", "builtins");
}

/** True for `op`, and for the migration's connection and what is made of it. */
function reachesDatabase(value: Value): boolean {
  return (
    (value.kind === "reference" && value.path === "alembic.op") ||
    (value.kind === "result" && executionTarget(value) === "migration connection")
  );
}

/** Something executed that is no text: a construct of SQLAlchemy, or unknown. */
function executed(content: OperationContent, span: Span): Reading {
  return { content, span, statement: null, words: null, directive: null, inDoBlock: false, guards: [] };
}

/** True for a method that asks the database, or fetches what a cursor has been answered. */
function asksDatabase(object: Value, name: string): boolean {
  const isCursor = object.kind === "result" && executionTarget(object) !== null;
  return inspectorMethods.has(name) || (isCursor && fetches.has(name));
}
