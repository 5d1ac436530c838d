import type { Engine } from "../engine.ts";
import { lint } from "../lint.ts";
import { decodeSource, encodeSource } from "../project/source-bytes.ts";
import { repair } from "../repair.ts";
import type { Finding } from "../rules/finding.ts";
import { rules } from "../rules/index.ts";
import { displayName } from "./display-name.ts";
import type { FileCheck } from "./file-check.ts";
import { problemOf } from "./file-error.ts";
import { mayBeMigration } from "./may-be-migration.ts";
import { type CheckOptions, isWanted, repairs } from "./options.ts";
import { PackedReport, packed } from "./packed-report.ts";
import { suppressing } from "./suppressing.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Target } from "./targets.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { WriteError, writeFiles } from "./write-files.ts";

/**
 * Checks one file and, when the options say so, repairs it.
 * @param onDisk false for standard input, which is never written to the file it is named after.
 * @param complain told of a rule that failed (the others have reported), and of a repair that could not be written (nothing
 *   of it has been).
 * @returns null when the file is no migration.
 * @throws SourceError when the bytes are no Python source, SettingsError when the settings file can't be used.
 */
export function checkFile(
  target: Target,
  bytes: Uint8Array,
  onDisk: boolean,
  engine: Engine,
  surroundings: Surroundings,
  options: CheckOptions,
  complain: (line: string) => void,
): FileCheck | null {
  if (!mayBeMigration(bytes)) return null;
  const source = decodeSource(bytes);
  const chosen = rules.filter(({ name }) => (options.select?.has(name) ?? true) && !options.ignore.has(name));
  const failed = new Set<string>();

  const find = (text: string): readonly Finding[] | null => {
    const reading = surroundings.read(target.path, text, engine);
    const { script } = reading;
    surroundings.take(target.path, reading);
    if (script === null) return null;
    const settings = surroundings.settings(target.path);
    const context = surroundings.context(target.path, script, settings, engine);
    const { findings, failures } = lint(script, settings, context, chosen);
    for (const { rule, error } of failures) {
      if (!failed.has(rule)) complain(`${target.displayName}: rule ${rule} failed: ${problemOf(error)}`);
      failed.add(rule);
    }
    return options.addIgnore === null ? findings : suppressing(findings, script, options.addIgnore);
  };

  const before = find(source.text);
  if (before === null) return null;
  const named = { filename: target.path, displayName: target.displayName };
  const report = (text: Uint8Array, findings: readonly Finding[]) => new PackedReport(named, text, packed(findings));
  const asItWas: FileCheck = { report: report(bytes, before), fixed: 0, diff: "", source: bytes };
  if (!repairs(options)) return asItWas;

  const repaired = repair(source.text, {
    find,
    accept: (fix) => isWanted(fix, options) && (onDisk || fix.fileChanges.length === 0),
    changeFiles: (changes) => surroundings.change(changes),
  });
  if (repaired === null) return null;
  const takeAs = (text: string) => surroundings.take(target.path, surroundings.read(target.path, text, engine));
  takeAs(repaired.text);
  const changed = repaired.text !== source.text;
  const changes = surroundings.takeChanges();
  let repairedBytes = bytes;
  try {
    if (changed) repairedBytes = encodeSource(repaired.text, source);
    if (!options.diff) {
      // The others first: without them the repaired migration would not run.
      const files = changes.map(({ path, after }) => ({ path, content: after }));
      writeFiles(
        changed && onDisk ? [...files, { path: target.path, content: repairedBytes, previous: bytes }] : files,
      );
    }
  } catch (error) {
    surroundings.discard(changes);
    takeAs(source.text);
    const name = error instanceof WriteError ? displayName(error.path) : target.displayName;
    complain(`${name}: ${problemOf(error)}`);
    return asItWas;
  }
  const diff = options.diff
    ? changes.map(({ path, before, after }) => unifiedDiff(displayName(path), before, after)).join("") +
      unifiedDiff(target.displayName, source.text, repaired.text)
    : "";
  return {
    report: report(repairedBytes, repaired.findings),
    fixed: Math.max(0, before.length - repaired.findings.length),
    diff,
    source: repairedBytes,
  };
}
