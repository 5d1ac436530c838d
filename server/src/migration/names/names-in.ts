import { isHelperFunction } from "../enum-helper.ts";
import type { Operation } from "../operation.ts";
import type { MigrationScript } from "../script.ts";
import { directiveNames } from "./directive-names.ts";
import { helperNames } from "./helper-names.ts";
import type { FoundName, NamePlace } from "./name-place.ts";
import { sqlNames } from "./sql-names.ts";

const known = new WeakMap<MigrationScript, readonly NamePlace[]>();

/** The names of database objects that a script gives its operations, in their order: in directives, calls of the helper, and SQL. */
export function namesIn(script: MigrationScript): readonly NamePlace[] {
  let names = known.get(script);
  if (names === undefined) {
    names = find(script);
    known.set(script, names);
  }
  return names;
}

/** The name at an offset; null where there is none, or it is not the same each time that its place is passed. */
export function nameAt(script: MigrationScript, offset: number): NamePlace | null {
  const here = namesIn(script).filter(({ start, end }) => start <= offset && offset <= end);
  const [first] = here;
  if (first === undefined) return null;
  const narrow = here.filter(({ start, end }) => start === first.start && end === first.end);
  return narrow.every((each) => isSame(each, first)) ? first : null;
}

function find({ operations }: MigrationScript): readonly NamePlace[] {
  const seen = new Set<unknown>();
  return operations.flatMap((operation) => {
    const { given, words } = operation.origin;
    // One call, and one statement, can be many operations.
    const source = given ?? words;
    if (source === null || seen.has(source)) return [];
    seen.add(source);
    return foundIn(operation).map((name) => ({ ...name, operation }));
  });
}

function foundIn({ origin: { given, words }, directive }: Operation): readonly FoundName[] {
  if (given !== null && directive !== null)
    return isHelperFunction(directive) ? helperNames(given) : directiveNames(directive, given);
  return words === null ? [] : sqlNames(words());
}

function isSame(a: NamePlace, b: NamePlace): boolean {
  return a.name === b.name && JSON.stringify(a.what) === JSON.stringify(b.what);
}
