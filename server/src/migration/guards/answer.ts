import type { Value } from "../../python/value.ts";
import { calledName, sqlTextOf } from "../host-value.ts";

/** A part of what the database answers to an executed statement. */
export interface Answer {
  /** The call that executes it. */
  readonly execution: Extract<Value, { kind: "result" }>;
  /** The result object; its rows; one of them, or None; the first value of a row; all first values; their number. */
  readonly part: "result" | "rows" | "row" | "value" | "values" | "number";
}

const ofResult: Readonly<Record<string, Answer["part"]>> = {
  scalar: "value",
  scalar_one: "value",
  scalar_one_or_none: "value",
  fetchone: "row",
  first: "row",
  one: "row",
  one_or_none: "row",
  fetchall: "rows",
  all: "rows",
  fetchmany: "rows",
  scalars: "values",
  mappings: "result",
  unique: "result",
  tuples: "result",
};
const ofValues: Readonly<Record<string, Answer["part"]>> = {
  first: "value",
  one: "value",
  one_or_none: "value",
  all: "values",
  fetchall: "values",
  unique: "values",
};

/** Methods that fetch from a result. */
export const fetches: ReadonlySet<string> = new Set(Object.keys(ofResult));

/** The part of an executed statement's answer that `value` is; null when it is none. */
export function answerOf(value: Value): Answer | null {
  switch (value.kind) {
    case "result":
      return ofCall(value);
    case "member": {
      const inner = answerOf(value.object);
      if (inner === null) return null;
      if (value.name === "rowcount") return inner.part === "result" ? { ...inner, part: "number" } : null;
      return inner.part === "row" ? { ...inner, part: "value" } : null;
    }
    case "item": {
      const inner = answerOf(value.object);
      if (inner === null) return null;
      if (inner.part === "row") return { ...inner, part: "value" };
      if (inner.part === "rows") return { ...inner, part: "row" };
      return inner.part === "values" ? { ...inner, part: "value" } : null;
    }
    case "each": {
      const inner = answerOf(value.of);
      if (inner === null) return null;
      if (inner.part === "result" || inner.part === "rows") return { ...inner, part: "row" };
      return inner.part === "values" ? { ...inner, part: "value" } : null;
    }
    case "collection": {
      const inner = value.test === null && value.element.kind === "each" ? answerOf(value.element.of) : null;
      return inner === null ? null : { ...inner, part: inner.part === "values" ? "values" : "rows" };
    }
    default:
      return null;
  }
}

function ofCall(value: Extract<Value, { kind: "result" }>): Answer | null {
  const name = calledName(value.of);
  if (name === null) return null;
  const [first] = value.arguments;
  if (value.of.kind === "member") {
    const inner = answerOf(value.of.object);
    if (inner !== null) {
      const part = (inner.part === "values" ? ofValues : inner.part === "result" ? ofResult : {})[name];
      if (part !== undefined) return { ...inner, part };
      // `row.get("name")`, `row._asdict()`
      return inner.part === "row" && (name === "get" || name === "_asdict") ? { ...inner, part: "value" } : null;
    }
  }
  const { of } = value;
  if (of.kind === "reference" && first !== undefined) {
    if (of.path === "builtins.len") {
      const inner = answerOf(first.value);
      return inner?.part === "rows" || inner?.part === "values" ? { ...inner, part: "number" } : null;
    }
    if (of.path === "builtins.int") return answerOf(first.value);
  }
  const own = of.kind === "member" && sqlTextOf(of.object) !== null;
  if (!own && (first === undefined || sqlTextOf(first.value) === null)) return null;
  if (name === "execute" || name === "exec_driver_sql") return { execution: value, part: "result" };
  if (name === "scalar") return { execution: value, part: "value" };
  return name === "scalars" ? { execution: value, part: "values" } : null;
}
