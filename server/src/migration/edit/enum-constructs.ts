import type { Assignment, Call, Expression, Span, Statement } from "../../python/syntax.ts";
import type { MigrationScript } from "../script.ts";
import { ensureImport } from "./imports.ts";
import { withKeyword } from "./keyword.ts";
import { pathTo } from "./statement-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** A `sa.Enum(…)` or `postgresql.ENUM(…)` that a call is given. */
export interface EnumConstruct {
  readonly call: Call;
  /** The variable that holds it; null when it stands in the call itself. */
  readonly variable: string | null;
}

/**
 * The enum types that `call` is given, themselves or by a variable, of those named `name`.
 * Enums of a Python class without a name of their own count for any name.
 */
export function enumConstructs(script: MigrationScript, call: Call, name: string): readonly EnumConstruct[] {
  const found: EnumConstruct[] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === "call" && isEnum(expression)) {
      if (mayBeNamed(expression, name)) found.push({ call: expression, variable: null });
      return;
    }
    if (expression.kind === "name") {
      const value = assigned(script, expression)?.value;
      if (value?.kind === "call" && isEnum(value) && mayBeNamed(value, name))
        found.push({ call: value, variable: expression.id });
      return;
    }
    for (const child of childrenOf(expression)) visit(child);
  };
  for (const argument of call.arguments) visit(argument.value);
  return found.filter((one, index) => found.findIndex((other) => other.call === one.call) === index);
}

/** Edits that make each of `constructs` a `postgresql.ENUM(…, create_type=False)`, which `op.create_table` does not create. */
export function withoutCreation(script: MigrationScript, constructs: readonly EnumConstruct[]): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { call } of constructs) {
    if (calledName(call) !== "ENUM") {
      const ensured = ensureImport(script, "sqlalchemy.dialects", "postgresql", call);
      for (const edit of ensured.edits)
        if (!edits.some((other) => other.start === edit.start && other.text === edit.text)) edits.push(edit);
      edits.push({ start: call.callee.start, end: call.callee.end, text: `${ensured.local}.ENUM` });
    }
    edits.push(withKeyword(script.source, call, "create_type", "False"));
  }
  return edits;
}

/** The last assignment of a name before it is used, in the functions and the module around it; null where it is assigned twice in one. */
export function assigned(script: MigrationScript, name: Span & { readonly id: string }): Assignment | null {
  for (const { block, index, statement } of pathTo(script.module, name).toReversed()) {
    const before: readonly Statement[] = block.slice(0, statement.kind === "function" ? block.length : index);
    const found = before.filter(
      (each): each is Assignment =>
        each.kind === "assignment" && each.targets.some((target) => target.kind === "name" && target.id === name.id),
    );
    const [only] = found;
    if (found.length > 1) return null;
    if (only !== undefined) return only;
  }
  return null;
}

/** True for a call of `Enum` or `ENUM`, whatever module it is called in. */
export function isEnum(call: Call): boolean {
  return ["Enum", "ENUM"].includes(calledName(call) ?? "");
}

function calledName({ callee }: Call): string | null {
  if (callee.kind === "name") return callee.id;
  return callee.kind === "attribute" ? callee.name : null;
}

function mayBeNamed(call: Call, name: string): boolean {
  const given = call.arguments.find((argument) => argument.keyword === "name")?.value;
  if (given?.kind !== "string") return true;
  return given.parts.map((part) => (part.kind === "text" ? part.value : "")).join("") === name;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return [expression.callee, ...expression.arguments.map((argument) => argument.value)];
    case "attribute":
      return [expression.object];
    case "sequence":
      return expression.items;
    case "splat":
      return [expression.value];
    case "conditional":
      return [expression.body, expression.otherwise];
    default:
      return [];
  }
}
