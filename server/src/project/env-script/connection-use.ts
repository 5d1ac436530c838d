import type { Expression, Statement } from "../../python/syntax.ts";
import { connectionOf, isOnline } from "./configurations.ts";
import { connectionSources } from "./connection-sources.ts";
import type { NameBindings } from "./name-bindings.ts";
import { stepsInOrder } from "./run-order.ts";

/** What a script does itself with the transaction of the migrations' connection. */
export interface ConnectionUse {
  /** It commits the connection after the migrations have run; null where that can't be known. */
  readonly commitsAfter: boolean | null;
  /** The connection is in a transaction already when Alembic takes it; null where that can't be known. */
  readonly beginsBefore: boolean | null;
}

const executes = new Set(["execute", "exec_driver_sql", "scalar", "scalars"]);

/** Finds out what the script does with connections before and after `context.run_migrations()`, where that changes a database. */
export function connectionUse(body: readonly Statement[], names: NameBindings): ConnectionUse {
  /** "used": SQLAlchemy 2 has begun a transaction for a statement; "begun": the script has, by `begin()`. */
  let open: "no" | "used" | "begun" = "no";
  let online = false;
  let hasRun = false;
  let commits = false;
  let used = false;
  let begun = false;
  const given: Expression[] = [];
  for (const step of stepsInOrder(body, names)) {
    if (step.kind !== "call") {
      if (step.statement.items.some(({ manager }) => isMethod(manager, "begin")))
        open = step.kind === "enter" ? "begun" : "no";
      continue;
    }
    const { call } = step;
    const path = names.path(call.callee);
    if (path === "alembic.context.configure") {
      online = isOnline(call, names);
      const connection = connectionOf(call, names);
      if (online && typeof connection !== "string") given.push(connection);
      used ||= online && open === "used";
      begun ||= online && open === "begun";
    } else if (path === "alembic.context.run_migrations") {
      hasRun ||= online;
      begun ||= online && open === "begun";
    } else if (call.callee.kind === "attribute") {
      const { name, object } = call.callee;
      if (name === "commit" && isConnection(object, names)) {
        // Where the script has begun a transaction, it is that one that it commits.
        commits ||= hasRun && online && open !== "begun";
        if (open === "used") open = "no";
      } else if (name === "begin" && isConnection(object, names)) open = "begun";
      else if (executes.has(name) && open === "no" && isConnection(object, names)) open = "used";
    }
  }
  const otherwise = given.length > 0 && given.every((each) => isOpenedHere(each, names)) ? false : null;
  return {
    commitsAfter: commits || otherwise,
    // SQLAlchemy 1.4 begins no transaction for a statement. Who commits a connection has 2.0.
    beginsBefore: begun || (used && commits) || otherwise,
  };
}

/** An engine as well; not a session of Flask-SQLAlchemy's, which has a connection of its own. */
function isConnection(expression: Expression, names: NameBindings): boolean {
  if (expression.kind === "attribute" && /session/i.test(expression.name)) return false;
  const path = expression.kind === "call" ? names.path(expression.callee) : null;
  return path?.startsWith("alembic.context.") === true || connectionSources(expression, names).length > 0;
}

function isMethod(expression: Expression, name: string): boolean {
  return expression.kind === "call" && expression.callee.kind === "attribute" && expression.callee.name === name;
}

/** Whether all that an expression may stand for is what `engine.connect()` or `engine.begin()` gives. */
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
    if (each.kind === "call" && each.callee.kind === "attribute" && each.callee.name === "execution_options")
      return isOpened(each.callee.object);
    return isMethod(each, "connect") || isMethod(each, "begin");
  };
  return isOpened(expression);
}
