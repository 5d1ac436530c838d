import type { Call, Expression } from "../../python/syntax.ts";
import { givenFor } from "./call-arguments.ts";
import { agreed, possibleTexts } from "./known-values.ts";
import type { Binding, NameBindings } from "./name-bindings.ts";

/** Where a connection may come from. */
export type ConnectionSource =
  /** Its isolation level is set here; null when that can't be known. */
  | { readonly kind: "set"; readonly autocommit: boolean | null }
  /** An engine that the script makes, with nothing said about the isolation level; `fromConfig`: with Alembic's configuration. */
  | { readonly kind: "made"; readonly fromConfig: boolean }
  /** Something imported, by dotted name. */
  | { readonly kind: "imported"; readonly path: string }
  /** A program that runs Alembic passes it in. */
  | { readonly kind: "passed in" }
  | { readonly kind: "unknown" };

const makesEngine = /^(sqlalchemy|sqlmodel)\b.*\.(create_engine|create_async_engine)$/;
const makesEngineFromConfig = /^sqlalchemy\b.*\.(engine_from_config|async_engine_from_config)$/;

/** The sources that a connection or engine may have, given by an expression of the script. */
export function connectionSources(expression: Expression, names: NameBindings): readonly ConnectionSource[] {
  const followed = new Set<Expression | Binding>();
  const follow = (each: Expression): readonly ConnectionSource[] => {
    if (followed.has(each)) return [];
    followed.add(each);
    switch (each.kind) {
      case "name":
        return names.of(each.id).flatMap(followBinding);
      case "call":
        return followCall(each);
      case "attribute":
        if (each.name === "attributes" && /^alembic\.context\b/.test(names.path(configOf(each)) ?? ""))
          return [{ kind: "passed in" }];
        return imported(names.path(each)) ?? follow(each.object);
      case "subscript":
        return follow(each.object);
      case "conditional":
        return [each.body, each.otherwise].flatMap(follow);
      case "binary":
        return [each.left, each.right].flatMap(follow);
      case "dictionary":
        return each.entries.flatMap(({ value }) => follow(value));
      case "named":
        return follow(each.value);
      case "other":
        return each.children.flatMap(follow);
      default:
        return [];
    }
  };
  const followBinding = (binding: Binding): readonly ConnectionSource[] => {
    if (followed.has(binding)) return [];
    followed.add(binding);
    if (binding.kind === "value") return follow(binding.value);
    if (binding.kind === "item") return follow(binding.of);
    if (binding.kind === "function") return names.returns(binding.definition).flatMap(follow);
    return binding.kind === "import" ? (imported(binding.path) ?? []) : [];
  };
  const followCall = (call: Call): readonly ConnectionSource[] => {
    const path = names.path(call.callee);
    const fromConfig = path !== null && makesEngineFromConfig.test(path);
    if (fromConfig || (path !== null && makesEngine.test(path))) {
      return [isolationLevel(call, names) ?? { kind: "made", fromConfig }];
    }
    if (path?.endsWith(".AsyncEngine")) return call.arguments.flatMap(({ value }) => follow(value));
    if (call.callee.kind === "attribute" && call.callee.name === "execution_options") {
      const set = isolationLevel(call, names);
      if (set !== null) return [set];
    }
    return follow(call.callee);
  };
  const configOf = (attribute: Extract<Expression, { kind: "attribute" }>): Expression => {
    const [only, ...others] = attribute.object.kind === "name" ? names.of(attribute.object.id) : [];
    return only?.kind === "value" && others.length === 0 ? only.value : attribute.object;
  };
  return follow(expression);
}

function imported(path: string | null): readonly ConnectionSource[] | null {
  if (path === null) return null;
  // `config.get_section(…)` and the like hold no engine.
  return /^(alembic|sqlalchemy)\b/.test(path) ? [] : [{ kind: "imported", path }];
}

/** What a call says of the isolation level; null when it says nothing. */
function isolationLevel(call: Call, names: NameBindings): ConnectionSource | null {
  const given = givenFor("isolation_level", call, names);
  if (given === "absent") return null;
  if (given === "unknown") return { kind: "set", autocommit: null };
  const levels = possibleTexts(given, names).map((text) => {
    const [part, ...others] = text;
    return part !== undefined && "text" in part && others.length === 0 ? part.text.toUpperCase() : null;
  });
  return { kind: "set", autocommit: agreed(levels.map((level) => (level === null ? null : level === "AUTOCOMMIT"))) };
}
