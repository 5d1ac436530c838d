import type { Expression, Module, Span } from "../python/syntax.ts";
import { knownText } from "../python/text.ts";
import type { Value } from "../python/value.ts";
import { type HeaderDocstring, headerDocstring } from "./header-docstring.ts";

/** A revision's id or a label where a script names it: the expression, quotes included. */
export interface HeaderName extends Span {
  readonly text: string;
}

/** What `down_revision`, `depends_on` or `branch_labels` names. */
export interface HeaderNames {
  /** In the order in which they stand; empty for `None` and where the variable is not assigned; null where they can't be known. */
  readonly names: readonly HeaderName[] | null;
  /** The expression that is assigned; null where none is. */
  readonly value: Span | null;
}

/** A script's place among the revisions, as its module-level variables and its docstring tell it. */
export interface RevisionHeader {
  /** Null where it is not assigned, or can't be known. */
  readonly revision: HeaderName | null;
  readonly downRevision: HeaderNames;
  readonly dependsOn: HeaderNames;
  readonly branchLabels: HeaderNames;
  /** Null where the script has none. */
  readonly docstring: HeaderDocstring | null;
}

/**
 * Reads the header of a migration script.
 * @param globalValue gives the value that a name has once the module has been carried out; null when nothing binds it.
 */
export function revisionHeader(module: Module, globalValue: (name: string) => Value | null): RevisionHeader {
  const names = (variable: string) => headerNames(assigned(module, variable), globalValue(variable));
  const [revision = null, ...others] = names("revision").names ?? [];
  return {
    revision: others.length === 0 ? revision : null,
    downRevision: names("down_revision"),
    dependsOn: names("depends_on"),
    branchLabels: names("branch_labels"),
    docstring: headerDocstring(module),
  };
}

/** The expression that is assigned last to a variable at module level. */
function assigned(module: Module, variable: string): Expression | null {
  const assignment = module.body.findLast(
    (statement) =>
      statement.kind === "assignment" &&
      statement.value !== null &&
      statement.targets.some((target) => target.kind === "name" && target.id === variable),
  );
  return assignment?.kind === "assignment" ? assignment.value : null;
}

function headerNames(expression: Expression | null, value: Value | null): HeaderNames {
  if (expression === null) return { names: value === null ? [] : null, value: null };
  const { start, end } = expression;
  const span = { start, end };
  if (value?.kind === "constant" && value.value === null) return { names: [], value: span };
  const items = value?.kind === "sequence" ? value.items : value === null ? [] : [value];
  const written = expression.kind === "sequence" && expression.items.length === items.length ? expression.items : null;
  const names = items.map((item, index): HeaderName | null => {
    const text = item.kind === "text" ? knownText(item.text) : null;
    const at = written?.[index] ?? expression;
    return text === null ? null : { text, start: at.start, end: at.end };
  });
  const known = names.filter((name) => name !== null);
  return { names: value !== null && known.length === names.length ? known : null, value: span };
}
