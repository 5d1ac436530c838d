import { blocksOf } from "../../migration/imports.ts";
import { childrenOf } from "../../python/children.ts";
import type { Call, Expression, FunctionDefinition, Statement } from "../../python/syntax.ts";
import { connectionOf, isOnline } from "./configurations.ts";
import { connectionSources } from "./connection-sources.ts";
import { expressionsOf, type NameBindings } from "./name-bindings.ts";

/** What a script does itself with the transaction of the migrations' connection. */
export interface ConnectionUse {
  /** It commits the connection after the migrations have run; null where that can't be known. */
  readonly commitsAfter: boolean | null;
  /** The connection is in a transaction already when Alembic takes it; null where that can't be known. */
  readonly beginsBefore: boolean | null;
}

/** More calls of its own functions no script makes; one that is made to would be followed for ever. */
const mostEntries = 200;
const executes = new Set(["execute", "exec_driver_sql", "scalar", "scalars"]);

/**
 * Follows a script in the order in which it runs, into its own functions, and notes what it does with connections before and after
 * `context.run_migrations()`. Both branches of an `if` are taken.
 */
export function connectionUse(names: NameBindings, body: readonly Statement[]): ConnectionUse {
  const entered: FunctionDefinition[] = [];
  let entries = 0;
  let open: "no" | "used" | "begun" = "no";
  let online = false;
  let hasRun = false;
  let commits = false;
  let used = false;
  let begun = false;
  const given: Expression[] = [];

  const statements = (block: readonly Statement[]): void => {
    for (const statement of block) {
      if (statement.kind === "function" || statement.kind === "class") continue;
      for (const each of expressionsOf(statement)) expression(each);
      const opens = statement.kind === "with" && statement.items.some(({ manager }) => isMethod(manager, "begin"));
      if (opens) open = "begun";
      for (const each of blocksOf(statement)) statements(each);
      if (opens) open = "no";
    }
  };
  const expression = (each: Expression): void => {
    for (const child of childrenOf(each)) expression(child);
    if (each.kind === "call") call(each);
  };
  const call = (each: Call): void => {
    const path = names.path(each.callee);
    if (path === "alembic.context.configure") {
      online = isOnline(each, names);
      if (online) {
        const connection = connectionOf(each, names);
        if (typeof connection !== "string") given.push(connection);
        used ||= open === "used";
        begun ||= open === "begun";
      }
    } else if (path === "alembic.context.run_migrations") {
      hasRun ||= online;
      begun ||= online && open === "begun";
    } else if (each.callee.kind === "attribute") {
      const { name, object } = each.callee;
      if (name === "commit" && each.arguments.length === 0 && isConnection(object)) {
        // Where the script has begun a transaction, it is that one that it commits.
        commits ||= hasRun && online && open !== "begun";
        if (open === "used") open = "no";
      } else if (name === "begin" && isConnection(object)) open = "begun";
      else if (executes.has(name) && open === "no" && isConnection(object)) open = "used";
    }
    for (const called of [each.callee, ...each.arguments.map(({ value }) => value)]) enter(called);
  };
  // `asyncio.run(migrate())` calls it, and so does `connection.run_sync(migrate)`.
  const enter = (callee: Expression): void => {
    const found = callee.kind === "name" ? names.of(callee.id) : [];
    for (const binding of found) {
      if (binding.kind !== "function" || entered.includes(binding.definition)) continue;
      if (entries++ > mostEntries) return;
      entered.push(binding.definition);
      statements(binding.definition.body);
      entered.pop();
    }
  };
  const isConnection = (each: Expression): boolean => {
    if (each.kind === "name" && /session/i.test(each.id)) return false;
    if (each.kind === "attribute" && /session/i.test(each.name)) return false;
    const path = each.kind === "call" ? names.path(each.callee) : null;
    return path?.startsWith("alembic.context.") === true || connectionSources(each, names).length > 0;
  };

  statements(body);
  const opened = given.length > 0 && given.every((each) => isOpenedHere(each, names));
  return {
    commitsAfter: commits || (opened ? false : null),
    // SQLAlchemy 1.4 opens no transaction for a statement; who commits such a connection has 2.0.
    beginsBefore: begun || (used && commits) || (opened ? false : null),
  };
}

function isMethod(each: Expression, name: string): boolean {
  const call = each.kind === "other" && each.children.length === 1 ? each.children[0] : each;
  return call?.kind === "call" && call.callee.kind === "attribute" && call.callee.name === name;
}

/** Whether all that an expression may stand for is what `engine.connect()` or `engine.begin()` gives, or is passed in by a program. */
function isOpenedHere(expression: Expression, names: NameBindings): boolean {
  const followed = new Set<Expression>();
  const isOpened = (each: Expression): boolean => {
    if (followed.has(each)) return true;
    followed.add(each);
    if (each.kind === "name") {
      const values = names.of(each.id).filter(({ kind }) => kind !== "parameter");
      return values.length > 0 && values.every((binding) => binding.kind === "value" && isOpened(binding.value));
    }
    if (each.kind === "conditional") return isOpened(each.body) && isOpened(each.otherwise);
    if (isMethod(each, "execution_options") && each.kind === "call" && each.callee.kind === "attribute")
      return isOpened(each.callee.object);
    return isMethod(each, "connect") || isMethod(each, "begin");
  };
  return isOpened(expression);
}
