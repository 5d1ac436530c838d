import type { FunctionDefinition, Module } from "../python/syntax.ts";
import type { Direction } from "./operation.ts";

/** The functions that Alembic runs for a direction: one, or one for each engine in a multi-database migration. */
export function entryPoints({ source, body }: Module, direction: Direction): readonly FunctionDefinition[] {
  const functions = body.filter((statement) => statement.kind === "function");
  const entry = functions.find(({ name }) => name === direction);
  // The multi-database template's `upgrade` calls `upgrade_<engine>` through globals().
  const byEngine = entry === undefined || source.slice(entry.start, entry.end).includes("globals()");
  return functions.filter(({ name }) => name === direction || (byEngine && name.startsWith(`${direction}_`)));
}
