import { isQueried, type Value } from "../python/value.ts";
import { calledName, isFrom } from "./host-value.ts";
import { classPath } from "./swallowing.ts";

/** Methods of a result that raise where there is no row. */
const demandRow = new Set(["one", "scalar_one"]);

/** All that say that something looked for was not there, and nothing else. */
const lookupErrors = new Set(["IndexError", "KeyError", "LookupError", "TypeError", "StopIteration", "NoResultFound"]);

/**
 * True when a handler of `classes` is entered because `taken`, which depends on an answer of the database, was not there. One that
 * takes other errors too may be entered for those.
 */
export function catchesAbsence(classes: readonly Value[], taken: Value): boolean {
  const names = classes.flatMap(classNames);
  if (!names.every((name) => name !== null && lookupErrors.has(name))) return false;
  return errorsOfAbsence(taken).some((error) => names.includes(error));
}

/** What Python or SQLAlchemy raises where there is no such item, row or element. */
function errorsOfAbsence(taken: Value): readonly string[] {
  if (!isQueried(taken)) return [];
  if (taken.kind === "item") {
    // TypeError: of None, in place of a row.
    if (taken.index.kind === "number") return ["IndexError", "LookupError", "TypeError"];
    if (taken.index.kind === "text") return ["KeyError", "LookupError", "TypeError"];
    return ["IndexError", "KeyError", "LookupError", "TypeError"];
  }
  if (taken.kind !== "result") return [];
  const { of, arguments: values } = taken;
  if (of.kind === "member") return demandRow.has(of.name) && isQueried(of.object) ? ["NoResultFound"] : [];
  return of.kind === "reference" && of.path === "builtins.next" && values.length === 1 ? ["StopIteration"] : [];
}

/** The classes that a handler names, one or a tuple; null for what can't be known. */
function classNames(value: Value): readonly (string | null)[] {
  if (value.kind === "sequence") return value.items.flatMap(classNames);
  return [isFrom(value, "sqlalchemy") ? calledName(value) : classPath(value)];
}
