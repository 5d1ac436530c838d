import { CodeActionKind } from "vscode-languageserver/node";

/** The kind by which an editor applies all our safe fixes, on save for instance. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.alembic-guidelines`;

/**
 * Tells whether a request wants actions of `kind`. Kinds are a hierarchy: `source` asks for `source.fixAll` too.
 * @param only the kinds asked for; undefined or an empty list asks for no one in particular.
 */
export function wantsKind(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.length === 0 || asksFor(kind, only);
}

/** As `wantsKind`, for kinds that nobody gets without asking. */
export function asksFor(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`)) ?? false;
}
