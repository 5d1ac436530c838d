import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Engine } from "../engine.ts";
import { changedSince } from "./changed-since.ts";
import { checkAll, type Input } from "./check-all.ts";
import type { FileCheck } from "./file-check.ts";
import { type FileLook, FileLooker } from "./file-look.ts";
import { type Format, formats } from "./formats.ts";
import { keptRun } from "./kept-run.ts";
import { thriftFor } from "./large-run.ts";
import { type CheckOptions, fails, isWanted, repairs } from "./options.ts";
import type { Output } from "./output.ts";
import { type Deed, formatStatistics, formatStatisticsAsJson, Summary } from "./summary.ts";
import { Surroundings } from "./surroundings.ts";
import { findTargets, type Target } from "./targets.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Carries out `check`.
 * @param loadEngine called only when there is something to find out.
 * @returns the exit status: 0 nothing to complain about, 1 findings, 2 a file could not be checked.
 * @throws UsageError when the call or a settings file is wrong; SettingsError likewise.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  loadEngine: () => Promise<Engine>,
  output: Output,
): Promise<number> {
  if (options.addIgnore !== null && options.fix) throw new UsageError("--add-ignore can't be combined with --fix");
  if (options.statistics && !["full", "concise", "json"].includes(options.outputFormat)) {
    throw new UsageError(`--statistics can't be combined with --output-format ${options.outputFormat}`);
  }
  const surroundings = new Surroundings(options);
  const stdin = paths.includes("-");
  const rewrites = stdin && (options.fix || options.addIgnore !== null);
  const inputs = await findInputs(paths, options, surroundings);
  const targets = inputs.map(({ target }) => target);
  thriftFor(targets.length).holdYoungGeneration();
  const looker = new FileLooker();
  let looks: readonly FileLook[] = stdin ? [] : targets.map(({ path }) => looker.look(path));
  const conclude = async (results: readonly FileCheck[], print: Output["out"], broken: boolean): Promise<number> => {
    const status = await report(results, options, output, print, broken);
    return broken || (isInVain(results, targets, options) && !options.exitZero) ? 2 : status;
  };
  const kept = stdin || inputs.length === 0 ? null : keptRun(targets, options);
  const known = (await kept?.recall(looks)) ?? null;
  if (known !== null && !known.some((result) => leavesWork(result, options))) {
    return await conclude(known, output.out, false);
  }
  // What is written over is read as late as can be; anything else only once, since a pipe has it but once.
  if (repairs(options)) looks = looks.map(({ digest }) => ({ bytes: null, digest }));
  const passThrough = rewrites && !options.diff ? output.out : null;
  const possible = looks.filter(({ digest }) => digest !== null).length;
  const thrifty = { ...output, progress: thriftFor(possible).alongside(output.progress) };
  const checked = checkAll(inputs, looks, surroundings, options, loadEngine, thrifty, passThrough);
  const { results, broken, digests, recording } = await checked;
  // The index and the parsers.
  thriftFor(results.length).collectGarbage();
  if (recording !== null) kept?.keep(digests, recording, results);
  return await conclude(results, rewrites ? (text) => output.complain(String(text)) : output.out, broken);
}

/** Folders were searched, and there was no migration in them: hardly what was meant. */
function isInVain(results: readonly FileCheck[], targets: readonly Target[], { since }: CheckOptions): boolean {
  return results.length === 0 && since === null && !targets.some(({ named }) => named);
}

/** Whether the call asks for what a check has only offered. */
function leavesWork({ report: { findings } }: FileCheck, options: CheckOptions): boolean {
  if (options.addIgnore !== null) return findings.length > 0;
  return repairs(options) && findings.some(({ fix }) => fix !== null && isWanted(fix, options));
}

async function findInputs(
  paths: readonly string[],
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<Input[]> {
  if (paths.includes("-")) {
    if (paths.length > 1) throw new UsageError("- (standard input) can't be combined with other paths");
    const name = options.stdinFilename;
    const target = { path: name === null ? "-" : resolve(name), displayName: name ?? "-", named: true };
    return [{ target, read: () => buffer(process.stdin) }];
  }
  if (options.stdinFilename !== null) throw new UsageError("--stdin-filename needs - as the path");
  const found = await findTargets(paths, surroundings);
  const targets = options.since === null ? found : changedSince(options.since, found);
  return targets.map((target) => ({ target, read: () => readFileSync(target.path) }));
}

/**
 * @param print takes the findings, which make room for the source when standard input is fixed.
 * @param broken something was complained about.
 */
async function report(
  results: readonly FileCheck[],
  options: CheckOptions,
  output: Output,
  print: (text: string) => void,
  broken = false,
): Promise<number> {
  if (results.length === 0 && !broken) {
    output.complain(options.since === null ? "no migration script found" : "no migration has changed");
  }
  const reports = results.map((result) => result.report);
  const fixed = results.reduce((sum, result) => sum + result.fixed, 0);
  const changed = results.some((result) => result.diff !== "");
  if (options.diff) {
    for (const { diff } of results) output.out(diff);
    // Not on standard output, which may go into `patch`.
    const summary = new Summary();
    for (const { findings } of reports) summary.add(findings);
    if (reports.length > 0) output.complain(summary.format(fixed, output.colors, deed(options)));
  } else {
    const printing = {
      colors: output.colors,
      fixed,
      did: deed(options),
      checkout: checkoutFolder(),
      complete: !broken,
    };
    const format = options.statistics ? statisticsFormat(options) : await formats[options.outputFormat]();
    for (const text of format(reports, printing)) if (text !== "") print(text);
  }
  if (options.exitZero) return 0;
  const failing = reports.some(({ findings }) => findings.some((finding) => fails(finding.severity, options.failOn)));
  return failing || (options.diff && changed) ? 1 : 0;
}

function statisticsFormat({ outputFormat }: CheckOptions): Format {
  return outputFormat === "json" ? formatStatisticsAsJson : formatStatistics;
}

/** Where the CI server has checked the repository out, as it says itself; else the working folder. */
function checkoutFolder(): string {
  return process.env.GITHUB_WORKSPACE || process.env.CI_PROJECT_DIR || process.cwd();
}

function deed({ addIgnore, diff }: CheckOptions): Deed {
  if (addIgnore !== null) return diff ? "Would suppress" : "Suppressed";
  return diff ? "Would fix" : "Fixed";
}
