import type { Module } from "../python/syntax.ts";

/** A look at the bare text: false means that it can't be a migration script, and need not be parsed. */
export function mayBeMigration(source: string, inVersionsFolder: boolean): boolean {
  return inVersionsFolder
    ? source.includes("upgrade") || source.includes("down_revision")
    : source.includes("down_revision");
}

/** True when the module assigns `revision` and `down_revision`, or lies in a `versions` folder and defines `upgrade`. */
export function isMigration(module: Module, inVersionsFolder: boolean): boolean {
  const assigned = new Set<string>();
  for (const statement of module.body) {
    if (statement.kind === "assignment") {
      for (const target of statement.targets) {
        if (target.kind === "name") assigned.add(target.id);
      }
    }
    if (inVersionsFolder && statement.kind === "function" && statement.name.startsWith("upgrade")) return true;
  }
  return assigned.has("revision") && assigned.has("down_revision");
}
