import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type TickedPoint, tickChecklist } from "../checklist/checklist.ts";
import type { Engine } from "../engine.ts";
import { lint } from "../lint.ts";
import { SettingsError } from "../project/settings-file.ts";
import { decodeSource } from "../project/source-bytes.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
import { formatChecklistsAsJson, formatChecklistsAsText } from "./format-checklist.ts";
import type { Output } from "./output.ts";
import { Surroundings } from "./surroundings.ts";
import { UsageError } from "./usage-error.ts";

export const checklistFormats = ["text", "json"] as const;

export interface ChecklistOptions {
  readonly outputFormat: (typeof checklistFormats)[number];
  readonly isolated: boolean;
  readonly config: string | null;
  readonly cache: boolean;
}

/** A migration's checklist. */
export interface ChecklistReport {
  /** Absolute path. */
  readonly filename: string;
  readonly displayName: string;
  readonly text: string;
  /** Null for history, which is not checked. */
  readonly points: readonly TickedPoint[] | null;
}

/**
 * Carries out `checklist`: prints the guideline's checklist for each of `paths`, ticked.
 * @returns the exit status: 0, 1 when a point fails, 2 when a file can't be read or is no migration.
 * @throws UsageError or SettingsError when a settings file is wrong.
 */
export async function printChecklists(
  paths: readonly string[],
  options: ChecklistOptions,
  engine: Engine,
  output: Output,
): Promise<number> {
  const surroundings = new Surroundings({ ...options, preset: null });
  await surroundings.index(
    paths.map((path) => resolve(path)),
    engine,
    output.progress,
  );
  output.progress.end();
  const reports: ChecklistReport[] = [];
  let broken = false;
  const complain = (line: string) => {
    broken = true;
    output.complain(line);
  };
  for (const given of paths) {
    const filename = resolve(given);
    const shown = displayName(filename);
    try {
      const { text } = decodeSource(await readFile(filename));
      const reading = surroundings.read(filename, text, engine);
      const { script } = reading;
      if (script === null) {
        complain(`${shown}: no migration script`);
        continue;
      }
      surroundings.take(filename, reading);
      const settings = surroundings.settings(filename);
      const context = surroundings.context(filename, script, settings, engine);
      const result = lint(script, settings, context);
      for (const { rule, error } of result.failures) complain(`${shown}: rule ${rule} failed: ${problemOf(error)}`);
      const points = tickChecklist({ script, settings, context, result, tested: null });
      reports.push({ filename, displayName: shown, text, points });
    } catch (error) {
      if (error instanceof UsageError || error instanceof SettingsError) throw error;
      complain(`${shown}: ${problemOf(error)}`);
    }
  }
  if (reports.length > 0 || options.outputFormat === "json")
    output.out(
      options.outputFormat === "json"
        ? formatChecklistsAsJson(reports)
        : formatChecklistsAsText(reports, output.colors),
    );
  if (broken) return 2;
  return reports.some(({ points }) => points?.some(({ state }) => state === "failed")) ? 1 : 0;
}
