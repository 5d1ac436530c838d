import type { Call, ClassDefinition, Expression, Statement } from "../../python/syntax.ts";
import { type Given, givenFor } from "./call-arguments.ts";
import type { Binding, NameBindings } from "./name-bindings.ts";

/** Whether a MetaData has a naming convention. */
export type NamingConvention =
  | { readonly kind: "there" }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" }
  /** That of something imported, by dotted name. */
  | { readonly kind: "imported"; readonly path: string };

const unknown: NamingConvention = { kind: "unknown" };

/** What makes a metadata by itself, unless it is given one; Flask-SQLAlchemy's `SQLAlchemy` included. */
const makesMetadata = /\.(declarative_base|registry|SQLAlchemy|automap_base)$/;
const declarativeBase = /^sqlalchemy\.orm\.(DeclarativeBase|DeclarativeBaseNoMeta)$/;

/**
 * Finds out whether what an expression gives, a MetaData or something that has one, has a naming convention.
 * @param source the module's text: where it speaks of naming conventions in a way not understood, nothing is certain.
 */
export function namingConvention(expression: Expression, source: string, names: NameBindings): NamingConvention {
  const none: NamingConvention = source.includes("naming_convention") ? unknown : { kind: "none" };

  const ofExpression = (each: Expression, depth: number): NamingConvention => {
    if (depth > 8) return unknown;
    const path = names.path(each);
    if (path !== null) return none.kind === "none" ? { kind: "imported", path } : unknown;
    switch (each.kind) {
      case "constant":
        return each.value === null ? { kind: "none" } : unknown;
      case "name":
        return ofName(each.id, depth);
      case "attribute":
        return ofExpression(each.object, depth + 1);
      case "call":
        return ofCall(each, depth);
      case "sequence":
        return together(each.items.map((item) => ofExpression(item, depth + 1)));
      default:
        return unknown;
    }
  };
  const ofName = (name: string, depth: number): NamingConvention => {
    const [only, ...others] = names.of(name).filter((binding) => !isPlainObject(binding));
    if (others.length > 0) return unknown;
    if (only?.kind === "value") return ofExpression(only.value, depth + 1);
    return only?.kind === "class" ? ofClass(only.definition, depth) : unknown;
  };
  const ofCall = (call: Call, depth: number): NamingConvention => {
    const path = names.path(call.callee) ?? "";
    if (/^(sqlalchemy|sqlmodel)\b.*\.MetaData$/.test(path)) {
      const given = givenFor("naming_convention", call, names);
      if (given === "absent") return none;
      if (given === "unknown") return unknown;
      return given.kind === "constant" ? { kind: "none" } : { kind: "there" };
    }
    if (!makesMetadata.test(path)) return unknown;
    const given = givenFor("metadata", call, names);
    if (given !== "absent") return given === "unknown" ? unknown : ofExpression(given, depth + 1);
    const isPlain = ["cls", "model_class"].every((keyword) => bringsNoMetadata(givenFor(keyword, call, names), names));
    return isPlain ? none : unknown;
  };
  const ofClass = ({ body, bases }: ClassDefinition, depth: number): NamingConvention => {
    const own = body.findLast((statement) => {
      const [target] = statement.kind === "assignment" ? statement.targets : [];
      return target?.kind === "name" && target.id === "metadata";
    });
    if (own?.kind === "assignment" && own.value !== null) return ofExpression(own.value, depth + 1);
    if (bases.some((base) => declarativeBase.test(names.path(base) ?? ""))) return none;
    return bases.length === 1 && bases[0] !== undefined ? ofExpression(bases[0], depth + 1) : unknown;
  };
  return ofExpression(expression, 0);
}

/** `Base = object`, for type checkers. */
function isPlainObject(binding: Binding): boolean {
  return binding.kind === "value" && binding.value.kind === "name" && binding.value.id === "object";
}

/** Whether what is given as the class that a base is made of is none, or one that is written out here and has no metadata. */
function bringsNoMetadata(given: Given, names: NameBindings): boolean {
  if (typeof given === "string") return given === "absent";
  const [only, ...others] = given.kind === "name" ? names.of(given.id) : [];
  if (only?.kind !== "class" || others.length > 0) return false;
  const { bases, body } = only.definition;
  const isOfItsOwn = bases.every((base) => base.kind === "name" && base.id === "object");
  return isOfItsOwn && !body.some((statement) => bindsMetadata(statement));
}

function bindsMetadata(statement: Statement): boolean {
  switch (statement.kind) {
    case "assignment":
      return statement.targets.some((target) => target.kind === "name" && target.id === "metadata");
    case "function":
    case "class":
      return statement.name === "metadata";
    case "expression":
    case "pass":
      return false;
    default:
      return true;
  }
}

/** Of several: certain only where they agree. */
function together(conventions: readonly NamingConvention[]): NamingConvention {
  const [first = unknown] = conventions;
  return conventions.every(({ kind }) => kind === first.kind && kind !== "imported") ? first : unknown;
}
