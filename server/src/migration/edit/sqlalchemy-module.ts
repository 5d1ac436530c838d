import type { MigrationScript } from "../script.ts";
import { newImport } from "./imports.ts";
import type { TextEdit } from "./text-edit.ts";

/** The file's name for `sqlalchemy`, and the import that makes it known where the file has none. */
export function sqlalchemyModule(script: MigrationScript): { name: string; edits: readonly TextEdit[] } {
  const imported = script.imports.find(({ module, name }) => module === "sqlalchemy" && name === null);
  if (imported !== undefined) return { name: imported.alias, edits: [] };
  return { name: "sa", edits: [newImport(script.module, "import sqlalchemy as sa")] };
}
