import type { Context, FunctionSignature, ModuleKnowledge } from "../../context.ts";
import { isHelperFunction } from "../../migration/enum-helper.ts";
import type { MigrationScript } from "../../migration/script.ts";
import type { Applicability, FileChange } from "../finding.ts";

/** Where a fix imports the helper from, and what must be created for that. */
export interface HelperImport {
  readonly module: string;
  readonly applicability: Applicability;
  readonly fileChanges: readonly FileChange[];
}

/** A call of the helper that a fix is going to write. */
export interface HelperUse {
  readonly name: string;
  readonly keywords: readonly string[];
}

/**
 * Chooses the module to import the helper from: the one that the file has it from already, else the project's, else the one that is
 * created. Safe only where the import resolves and the functions there take the arguments.
 * @returns null where no module can be imported: there is none, and no place is known for one.
 */
export function helperImport(
  script: MigrationScript,
  context: Context,
  uses: readonly HelperUse[],
): HelperImport | null {
  const present = script.imports.find(
    ({ name, module }) => name !== null && isHelperFunction(name) && accepts(context.modules.get(module), uses),
  );
  if (present !== undefined) return { module: present.module, applicability: "safe", fileChanges: [] };
  const { module, knowledge, creation } = context.helper;
  if (accepts(knowledge, uses)) return { module, applicability: "safe", fileChanges: [] };
  if (creation !== null && knowledge.state !== "found")
    return { module: creation.module, applicability: "unsafe", fileChanges: creation.changes };
  const fails = knowledge.state === "absent" || knowledge.state === "shadowed";
  return fails ? null : { module, applicability: "unsafe", fileChanges: [] };
}

function accepts(knowledge: ModuleKnowledge | undefined, uses: readonly HelperUse[]): boolean {
  return knowledge?.state === "found" && uses.every((use) => takes(knowledge.functions.get(use.name), use));
}

function takes(signature: FunctionSignature | undefined, use: HelperUse): boolean {
  if (signature === undefined || signature.positional < 2) return false;
  return signature.anyKeyword || use.keywords.every((keyword) => signature.keywords.has(keyword));
}
