import type { DoStmt, Node } from "@pgsql/types";
import type { Span } from "../../python/syntax.ts";
import type { PlpgsqlBranch, PlpgsqlHandler, PlpgsqlStatement } from "../../sql/plpgsql.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { partsOf, unknownIn } from "../../sql/sql-text.ts";
import { type SqlStatement, StatementReader } from "../../sql/statements.ts";
import { known, unknownOperand } from "../database-object.ts";
import { type Guard, isOneLook } from "../guard.ts";
import type { Reading } from "../reading.ts";
import { sourceSpan } from "../sql-operand.ts";
import { type Values, valuesOf } from "./catalog-value.ts";
import { conditionNames } from "./condition-names.ts";
import { bodyWithOtherForms } from "./do-body-forms.ts";
import { DoBodyText, languageOf } from "./do-body-text.ts";
import { type Existence, existenceOf, type Outcome } from "./existence-check.ts";
import { asksDatabase } from "./plpgsql-condition.ts";
import { assignedIn, leaves } from "./plpgsql-flow.ts";
import { type PlpgsqlKnowledge, scalarOf, selectOf, textOf } from "./plpgsql-values.ts";
import type { StatementInPython } from "./statement-text.ts";

/** Reads one statement that the body runs. */
export type ReadInner = (given: StatementInPython) => readonly Reading[];

const mostTurns = 50;

/**
 * What a DO block runs, each statement with the checks and handlers around it. Null where its body is not PL/pgSQL's, or does not
 * parse.
 */
export function readDoBlock(
  tree: DoStmt,
  given: StatementInPython,
  parser: PostgresParser,
  readInner: ReadInner,
): readonly Reading[] | null {
  if (languageOf(tree).toLowerCase() !== "plpgsql") return null;
  const { statement, rendered } = given;
  const text = rendered.sql.slice(statement.start, statement.end);
  const verbatim = parser.parseDoBody(text);
  const body = verbatim ?? bodyWithOtherForms(text, parser);
  if (body === null) return null;
  const run = new DoBlock(given, parser, readInner, verbatim === null ? null : DoBodyText.of(tree, given, parser));
  for (const variable of body.variables) {
    if (variable !== null && variable.initial !== null) run.assign(variable.name, variable.initial);
  }
  run.all(body.statements, []);
  return run.readings;
}

/** What PL/pgSQL says of a body that it can't parse; null where it can, and where something left out or not known may make it right. */
export function bodyError(
  tree: DoStmt,
  { statement, rendered }: StatementInPython,
  parser: PostgresParser,
): string | null {
  const text = rendered.sql.slice(statement.start, statement.end);
  if (languageOf(tree).toLowerCase() !== "plpgsql" || unknownIn(text) !== null || /\.{3}|\u2026/.test(text))
    return null;
  return parser.doBodyError(text);
}

class DoBlock {
  readonly readings: Reading[] = [];
  private knowledge: PlpgsqlKnowledge = { texts: new Map(), outcomes: new Map() };
  private readonly whole: Span;
  private readonly places = new Map<object, Span | null>();
  private readonly statements: StatementReader;
  private readonly values: Values;

  constructor(
    private readonly given: StatementInPython,
    private readonly parser: PostgresParser,
    private readonly readInner: ReadInner,
    private readonly body: DoBodyText | null,
  ) {
    const { source, rendered, statement } = given;
    this.whole = sourceSpan(source, rendered, statement.start, statement.end);
    this.statements = new StatementReader(parser);
    const own = valuesOf(source);
    this.values = {
      literal: own.literal,
      variable: (name) => {
        const text = this.knowledge.texts.get(name);
        return text === undefined ? unknownOperand : unknownIn(text) === null ? known(text) : own.literal(text);
      },
    };
  }

  /** Carries out statements in a row; gives what holds after them, as after `IF … THEN RETURN`. */
  all(statements: readonly PlpgsqlStatement[], around: readonly Guard[]): void {
    let guards = around;
    for (const statement of statements) {
      guards = [...guards, ...this.one(statement, guards)];
      if (statement.kind === "leave") return;
    }
  }

  /** Gives the conditions under which what follows is reached. */
  private one(statement: PlpgsqlStatement, guards: readonly Guard[]): readonly Guard[] {
    switch (statement.kind) {
      case "sql":
        this.sql(statement, guards);
        return [];
      case "perform":
        this.perform(statement, guards);
        return [];
      case "execute":
        this.execute(statement, guards);
        return [];
      case "transaction": {
        const { command, line } = statement;
        const place = this.place(statement, () => this.body?.statement(command, line) ?? null);
        this.read(command, place, guards);
        return [];
      }
      case "assign":
        this.forget(statement.variable);
        if (statement.variable !== null) this.assign(statement.variable, afterAssignment(statement.text));
        return [];
      case "block":
        this.block(statement.body, statement.handlers, guards);
        return [];
      case "if":
        return this.branches(statement, guards);
      case "loop":
        this.loop(statement, guards);
        return [];
      default:
        return [];
    }
  }

  /** Notes what a variable is given. */
  assign(name: string, expression: string): void {
    const select = selectOf(expression, this.parser);
    const outcome = select === null ? null : this.outcome(select);
    if (outcome !== null) this.knowledge.outcomes.set(name, outcome);
    const node = scalarOf(select);
    const text = node === null || select?.fromClause !== undefined ? null : textOf(node, this.knowledge);
    if (text !== null && unknownIn(text)?.whole !== true) this.knowledge.texts.set(name, text);
  }

  private forget(name: string | null): void {
    if (name === null) return;
    this.knowledge.texts.delete(name);
    this.knowledge.outcomes.delete(name);
  }

  private outcome(select: Parameters<typeof existenceOf>[0]): ReturnType<typeof existenceOf> {
    return existenceOf(select, this.values, (name) => this.knowledge.outcomes.get(name) ?? null);
  }

  private sql(statement: Extract<PlpgsqlStatement, { kind: "sql" }>, guards: readonly Guard[]): void {
    const { text, line, into } = statement;
    const [word = ""] = text.split(/\s/, 1);
    const place = this.place(
      statement,
      () => (into === null ? this.body?.find(text, line) : this.body?.statement(word.toUpperCase(), line)) ?? null,
    );
    this.read(text, place, guards, into === null);
    const [target] = into ?? [];
    for (const name of into ?? []) this.forget(name);
    this.found(text, target ?? null);
  }

  /** After a query, `found` says whether a row came back; a variable may hold what it gave. */
  private found(text: string, target: string | null): void {
    const parsed = this.parser.parse(text);
    const node = parsed.ok ? parsed.statements[0]?.node : undefined;
    const answered = node !== undefined && "SelectStmt" in node ? this.outcome(node.SelectStmt) : null;
    this.knowledge.outcomes.delete("found");
    if (answered === null) return;
    if (answered.answer === "row") this.knowledge.outcomes.set("found", answered);
    else if (target !== null) this.knowledge.outcomes.set(target, answered);
  }

  private perform(statement: Extract<PlpgsqlStatement, { kind: "perform" }>, guards: readonly Guard[]): void {
    const { text, line } = statement;
    const place = this.place(statement, () => this.body?.statement("PERFORM", line) ?? null);
    this.read(text, place, guards, false);
    this.found(text, null);
  }

  private execute(statement: Extract<PlpgsqlStatement, { kind: "execute" }>, guards: readonly Guard[]): void {
    const { expression, line } = statement;
    const place = this.place(statement, () => this.body?.find(expression, line) ?? null);
    const node = scalarOf(selectOf(expression, this.parser));
    const text = node === null ? null : textOf(node, this.knowledge);
    if (text === null || unknownIn(text)?.whole === true) {
      this.add(this.opaque(place), guards);
      return;
    }
    const plain = place !== null && expression === `'${text}'`;
    if (plain) this.read(text, { start: place.start + 1, end: place.end - 1 }, guards);
    else this.read(text, place, guards, false);
  }

  private opaque(place: Span | null): Reading {
    const span = place === null ? this.whole : this.sourceOf(place);
    return {
      content: { kind: "opaque sql" },
      span,
      statement: null,
      words: null,
      directive: null,
      inDoBlock: true,
      guards: [],
    };
  }

  private block(
    body: readonly PlpgsqlStatement[],
    handlers: readonly PlpgsqlHandler[],
    guards: readonly Guard[],
  ): void {
    const conditions = handlers
      .filter((handler) => !handler.body.some((statement) => statement.kind === "leave" && statement.raises))
      .flatMap((handler) => handler.conditions.map((condition) => conditionNames[condition] ?? condition));
    if (conditions.length === 0) {
      this.all(body, guards);
    } else {
      const first = this.readings.length;
      const guard = (span: Span): Guard => ({ kind: "handler", conditions, start: span.start, end: span.end });
      this.all(body, [...guards, guard(this.whole)]);
      const place = this.place(body, () => this.body?.handlers() ?? null);
      if (place !== null) this.replaceGuard(first, guards.length, guard(this.sourceOf(place)));
    }
    for (const handler of handlers) {
      this.apart(() => this.all(handler.body, [...guards, { kind: "query", ...this.spanHere() }]));
    }
  }

  /** Where the handlers stand is known only after the body before them has been placed. */
  private replaceGuard(first: number, depth: number, guard: Guard): void {
    for (let index = first; index < this.readings.length; index++) {
      const reading = this.readings[index];
      if (reading !== undefined) this.readings[index] = { ...reading, guards: reading.guards.with(depth, guard) };
    }
  }

  private spanHere(): Span {
    return { start: this.whole.start, end: this.whole.end };
  }

  private branches(statement: Extract<PlpgsqlStatement, { kind: "if" }>, guards: readonly Guard[]): readonly Guard[] {
    const before: Guard[] = [];
    const after: Guard[] = [];
    let leaving = true;
    for (const branch of statement.branches) {
      const { whenTrue, whenFalse } = this.conditionGuards(branch);
      this.apart(() => this.all(branch.body, [...guards, ...before, ...whenTrue]));
      before.push(...whenFalse);
      leaving &&= leaves(branch.body);
      if (leaving) after.push(...whenFalse);
    }
    this.apart(() => this.all(statement.otherwise, [...guards, ...before]));
    const [only, ...others] = statement.branches;
    if (only !== undefined && others.length === 0 && !leaves(only.body) && leaves(statement.otherwise))
      return this.conditionGuards(only).whenTrue;
    return after;
  }

  private conditionGuards(branch: PlpgsqlBranch): { whenTrue: readonly Guard[]; whenFalse: readonly Guard[] } {
    const { condition, line } = branch;
    const place = this.place(branch, () => (condition === null ? null : (this.body?.find(condition, line) ?? null)));
    const span = place === null ? this.whole : this.sourceOf(place);
    const select = condition === null ? null : selectOf(condition, this.parser);
    const outcome: Outcome | null = select === null ? null : this.outcome(select);
    const node = scalarOf(select);
    const asks = node === null || select?.fromClause !== undefined || asksDatabase(node);
    const { whenTrue, whenFalse } = outcome ?? { whenTrue: [], whenFalse: [] };
    const partial = isOneLook(whenTrue, whenFalse) ? {} : { partial: true as const };
    const guardsFrom = (existences: readonly Existence[]): readonly Guard[] =>
      existences.length === 0
        ? [{ kind: asks ? "query" : "gate", start: span.start, end: span.end }]
        : existences.map((existence) => ({
            kind: "existence",
            ...existence,
            ...partial,
            start: span.start,
            end: span.end,
          }));
    return { whenTrue: guardsFrom(whenTrue), whenFalse: guardsFrom(whenFalse) };
  }

  private loop(statement: Extract<PlpgsqlStatement, { kind: "loop" }>, guards: readonly Guard[]): void {
    const { over, text, variable, body, line } = statement;
    // What a turn assigns, the next begins with.
    for (const name of assignedIn(body)) this.forget(name);
    const items = over === "array" && text !== null ? this.literals(text) : null;
    if (items !== null && variable !== null) {
      for (const item of items) {
        this.apart(() => {
          this.knowledge.texts.set(variable, item);
          this.all(body, guards);
        });
      }
    } else {
      const condition =
        over === "condition" && text !== null
          ? [...this.conditionGuards({ line, condition: text, body }).whenTrue]
          : [];
      const query: readonly Guard[] =
        over === "query" || over === "array" ? [{ kind: "query", ...this.spanHere() }] : condition;
      this.apart(() => {
        this.forget(variable);
        this.all(body, [...guards, ...query]);
      });
    }
  }

  /** The texts of `ARRAY['a', 'b']`; null for any other expression. */
  private literals(expression: string): readonly string[] | null {
    const node = scalarOf(selectOf(expression, this.parser));
    const array = node !== null && "TypeCast" in node ? node.TypeCast.arg : node;
    if (array == null || !("A_ArrayExpr" in array)) return null;
    const texts = (array.A_ArrayExpr.elements ?? []).map((element: Node) => textOf(element, this.knowledge));
    return texts.length <= mostTurns && texts.every((text) => unknownIn(text) === null) ? texts : null;
  }

  /** What happens in `action` may not happen: nothing that it assigns is known after it. */
  private apart(action: () => void): void {
    const before = this.knowledge;
    const inside: PlpgsqlKnowledge = { texts: new Map(before.texts), outcomes: new Map(before.outcomes) };
    this.knowledge = inside;
    action();
    this.knowledge = before;
    for (const kind of ["texts", "outcomes"] as const) {
      for (const name of [...before[kind].keys()]) {
        if (inside[kind].get(name) !== before[kind].get(name)) before[kind].delete(name);
      }
    }
  }

  private place(statement: object, find: () => Span | null): Span | null {
    const remembered = this.places.get(statement);
    if (remembered !== undefined) return remembered;
    const found = find();
    this.places.set(statement, found);
    return found;
  }

  private sourceOf({ start, end }: Span): Span {
    return sourceSpan(this.given.source, this.given.rendered, start, end);
  }

  /**
   * Reads SQL that the body runs.
   * @param place where it stands in the rendered SQL
   * @param verbatim `text` is what stands there, character for character
   */
  private read(text: string, place: Span | null, guards: readonly Guard[], verbatim = true): void {
    const { source, rendered } = this.given;
    const { rendered: own, statements } = this.statements.read(partsOf(text));
    const exact = verbatim && place !== null && own.sql === text;
    for (const statement of statements) {
      const shifted: SqlStatement = exact
        ? { ...statement, start: statement.start + place.start, end: statement.end + place.start }
        : statement;
      for (const reading of this.readInner({ source, statement: shifted, rendered: exact ? rendered : own })) {
        const span = exact ? reading.span : place === null ? this.whole : this.sourceOf(place);
        this.add({ ...reading, span }, guards);
      }
    }
  }

  private add(reading: Reading, guards: readonly Guard[]): void {
    this.readings.push({ ...reading, inDoBlock: true, guards: [...guards, ...reading.guards] });
  }
}

/** The expression of `v := expression`, as PL/pgSQL's parser gives an assignment. */
function afterAssignment(text: string): string {
  const at = text.indexOf("=");
  return at === -1 ? "" : text.slice(at + 1);
}
