/** The body of a DO block, as PL/pgSQL's own parser reads it. */
export interface PlpgsqlBody {
  /** Variables by the numbers that statements refer to them with; null for what is no variable with a name. */
  readonly variables: readonly (PlpgsqlVariable | null)[];
  readonly statements: readonly PlpgsqlStatement[];
}

export interface PlpgsqlVariable {
  readonly name: string;
  /** The expression that it starts with. */
  readonly initial: string | null;
}

interface Placed {
  /** Of the body, from 1. */
  readonly line: number;
}

/** A statement of PL/pgSQL. Texts are those of SQL or of expressions, as PL/pgSQL would hand them to SQL. */
export type PlpgsqlStatement = Placed &
  (
    | { readonly kind: "sql"; readonly text: string; readonly into: readonly string[] | null }
    /** `text` is a SELECT, though PERFORM is written. */
    | { readonly kind: "perform"; readonly text: string }
    | { readonly kind: "execute"; readonly expression: string }
    | {
        readonly kind: "block";
        readonly body: readonly PlpgsqlStatement[];
        readonly handlers: readonly PlpgsqlHandler[];
      }
    | {
        readonly kind: "if";
        readonly branches: readonly PlpgsqlBranch[];
        readonly otherwise: readonly PlpgsqlStatement[];
      }
    /** A loop, with what it runs over or as long as, where that is one expression or query. */
    | {
        readonly kind: "loop";
        readonly over: "query" | "array" | "condition" | "nothing";
        readonly text: string | null;
        readonly variable: string | null;
        readonly body: readonly PlpgsqlStatement[];
      }
    | { readonly kind: "assign"; readonly variable: string | null; readonly text: string }
    | { readonly kind: "transaction"; readonly command: "COMMIT" | "ROLLBACK" }
    /** Goes no further: RETURN, RAISE EXCEPTION, EXIT and CONTINUE without a condition. */
    | { readonly kind: "leave"; readonly raises: boolean }
    | { readonly kind: "other" }
  );

export interface PlpgsqlBranch {
  readonly line: number;
  /** Null for a WHEN of a CASE with a value. */
  readonly condition: string | null;
  readonly body: readonly PlpgsqlStatement[];
}

export interface PlpgsqlHandler {
  /** Names of conditions, or SQLSTATE codes. */
  readonly conditions: readonly string[];
  readonly body: readonly PlpgsqlStatement[];
}

/** RAISE EXCEPTION (`ERROR` in PostgreSQL's elog.h). */
const errorLevel = 21;

/** Statements may be nested so deep. People don't nest ten; a reading without a bound ends where the stack does. */
const deepest = 100;

/** Reads the JSON that libpg_query gives for PL/pgSQL; null when it holds no body, and where statements are nested too deep. */
export function readPlpgsql(json: unknown): PlpgsqlBody | null {
  const definition = at(list(at(json, "plpgsql_funcs"))[0], "PLpgSQL_function");
  const action = at(at(definition, "action"), "PLpgSQL_stmt_block");
  if (action === undefined) return null;
  const variables = list(at(definition, "datums")).map(variableOf);
  const reader = new Reader(variables);
  const statements = [reader.block(action)];
  return reader.tooDeep ? null : { variables, statements };
}

class Reader {
  /** A statement was left out for its depth. */
  tooDeep = false;
  private depth = 0;

  constructor(private readonly variables: readonly (PlpgsqlVariable | null)[]) {}

  block(value: unknown): PlpgsqlStatement {
    const handlers = list(at(at(at(value, "exceptions"), "PLpgSQL_exception_block"), "exc_list")).map((item) => {
      const handler = at(item, "PLpgSQL_exception");
      const conditions = list(at(handler, "conditions")).map((each) =>
        text(at(at(each, "PLpgSQL_condition"), "condname")),
      );
      return { conditions, body: this.all(at(handler, "action")) };
    });
    return { kind: "block", line: line(value), body: this.all(at(value, "body")), handlers };
  }

  private all(value: unknown): readonly PlpgsqlStatement[] {
    return list(value).map((item) => this.statement(item));
  }

  private statement(node: unknown): PlpgsqlStatement {
    const [kind, value] = isRecord(node) ? (Object.entries(node)[0] ?? ["", undefined]) : ["", undefined];
    const read = Object.hasOwn(this.kinds, kind) ? this.kinds[kind] : undefined;
    this.tooDeep ||= this.depth === deepest;
    if (read === undefined || this.tooDeep) return { kind: "other", line: line(value) };
    this.depth++;
    const statement = read(value);
    this.depth--;
    return statement;
  }

  private readonly kinds: Readonly<Record<string, (value: unknown) => PlpgsqlStatement>> = {
    PLpgSQL_stmt_block: (value) => this.block(value),
    PLpgSQL_stmt_execsql: (value) => ({
      kind: "sql",
      line: line(value),
      text: query(at(value, "sqlstmt")),
      into: at(value, "into") === true ? targets(at(value, "target")) : null,
    }),
    PLpgSQL_stmt_call: (value) => ({ kind: "sql", line: line(value), text: query(at(value, "expr")), into: null }),
    PLpgSQL_stmt_perform: (value) => ({ kind: "perform", line: line(value), text: query(at(value, "expr")) }),
    PLpgSQL_stmt_dynexecute: (value) => ({
      kind: "execute",
      line: line(value),
      expression: query(at(value, "query")),
    }),
    PLpgSQL_stmt_if: (value) => ({
      kind: "if",
      line: line(value),
      branches: [
        { line: line(value), condition: query(at(value, "cond")), body: this.all(at(value, "then_body")) },
        ...list(at(value, "elsif_list")).map((item) => {
          const branch = at(item, "PLpgSQL_if_elsif");
          return { line: line(branch), condition: query(at(branch, "cond")), body: this.all(at(branch, "stmts")) };
        }),
      ],
      otherwise: this.all(at(value, "else_body")),
    }),
    PLpgSQL_stmt_case: (value) => ({
      kind: "if",
      line: line(value),
      branches: list(at(value, "case_when_list")).map((item) => {
        const branch = at(item, "PLpgSQL_case_when");
        const condition = at(value, "t_expr") === undefined ? query(at(branch, "expr")) : null;
        return { line: line(branch), condition, body: this.all(at(branch, "stmts")) };
      }),
      otherwise: this.all(at(value, "else_stmts")),
    }),
    PLpgSQL_stmt_loop: (value) => this.loop(value, "nothing", undefined),
    PLpgSQL_stmt_while: (value) => this.loop(value, "condition", at(value, "cond")),
    PLpgSQL_stmt_fori: (value) => this.loop(value, "nothing", undefined),
    PLpgSQL_stmt_fors: (value) => this.loop(value, "query", at(value, "query")),
    PLpgSQL_stmt_forc: (value) => this.loop(value, "query", undefined),
    PLpgSQL_stmt_dynfors: (value) => this.loop(value, "query", undefined),
    PLpgSQL_stmt_foreach_a: (value) => this.loop(value, "array", at(value, "expr")),
    PLpgSQL_stmt_assign: (value) => ({
      kind: "assign",
      line: line(value),
      variable: this.variable(value),
      text: query(at(value, "expr")),
    }),
    PLpgSQL_stmt_commit: (value) => ({ kind: "transaction", line: line(value), command: "COMMIT" }),
    PLpgSQL_stmt_rollback: (value) => ({ kind: "transaction", line: line(value), command: "ROLLBACK" }),
    PLpgSQL_stmt_return: (value) => ({ kind: "leave", line: line(value), raises: false }),
    PLpgSQL_stmt_exit: (value) =>
      at(value, "cond") === undefined
        ? { kind: "leave", line: line(value), raises: false }
        : { kind: "other", line: line(value) },
    PLpgSQL_stmt_raise: (value) =>
      at(value, "elog_level") === errorLevel
        ? { kind: "leave", line: line(value), raises: true }
        : { kind: "other", line: line(value) },
  };

  private loop(
    value: unknown,
    over: Extract<PlpgsqlStatement, { kind: "loop" }>["over"],
    expression: unknown,
  ): PlpgsqlStatement {
    return {
      kind: "loop",
      line: line(value),
      over,
      text: expression === undefined ? null : query(expression),
      variable: this.variable(value),
      body: this.all(at(value, "body")),
    };
  }

  private variable(value: unknown): string | null {
    const number = at(value, "varno");
    return typeof number === "number" ? (this.variables[number]?.name ?? null) : null;
  }
}

function variableOf(datum: unknown): PlpgsqlVariable | null {
  const variable = at(datum, "PLpgSQL_var") ?? at(datum, "PLpgSQL_rec");
  const initial = at(variable, "default_val");
  return variable === undefined
    ? null
    : { name: text(at(variable, "refname")), initial: initial === undefined ? null : query(initial) };
}

function targets(value: unknown): readonly string[] {
  const fields = list(at(at(value, "PLpgSQL_row"), "fields"));
  return fields.map((field) => text(at(field, "name")));
}

function query(expression: unknown): string {
  return text(at(at(expression, "PLpgSQL_expr"), "query"));
}

function line(value: unknown): number {
  const found = at(value, "lineno");
  return typeof found === "number" ? found : 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
