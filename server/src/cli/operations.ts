import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Engine } from "../engine.ts";
import { SettingsError } from "../project/settings-file.ts";
import { decodeSource } from "../project/source-bytes.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
import { formatOperationsAsJson, formatOperationsAsText, type OperationsReport } from "./format-operations.ts";
import type { Output } from "./output.ts";
import { Surroundings } from "./surroundings.ts";
import { UsageError } from "./usage-error.ts";

export const operationsFormats = ["text", "json"] as const;

export interface OperationsOptions {
  readonly outputFormat: (typeof operationsFormats)[number];
  readonly isolated: boolean;
  readonly config: string | null;
}

/**
 * Carries out `operations`: prints what each of `paths` (`-` is standard input) was read as.
 * @returns the exit status: 0, or 2 when a file can't be read or is no migration.
 * @throws UsageError or SettingsError when a settings file is wrong.
 */
export async function printOperations(
  paths: readonly string[],
  options: OperationsOptions,
  engine: Engine,
  output: Output,
): Promise<number> {
  const surroundings = new Surroundings({ ...options, preset: null, cache: false });
  const reports: OperationsReport[] = [];
  let status = 0;
  for (const given of paths) {
    const stdin = given === "-";
    const path = stdin ? given : resolve(given);
    const shown = stdin ? given : displayName(path);
    try {
      const { text } = decodeSource(stdin ? await buffer(process.stdin) : await readFile(path));
      // A file that is named is taken for a migration wherever it lies, as long as it has an `upgrade`.
      const { script } = surroundings.read(path, text, engine, true);
      if (script === null) {
        output.complain(`${shown}: no migration script`);
        status = 2;
        continue;
      }
      const settings = surroundings.settings(path);
      const context = surroundings.context(path, script, settings, engine);
      reports.push({ filename: path, displayName: shown, text, operations: script.operations, context });
    } catch (error) {
      if (error instanceof UsageError || error instanceof SettingsError) throw error;
      output.complain(`${shown}: ${problemOf(error)}`);
      status = 2;
    }
  }
  if (reports.length === 0) return status;
  output.out(options.outputFormat === "json" ? formatOperationsAsJson(reports) : formatOperationsAsText(reports));
  return status;
}
