import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type ChangedFile, compareStatements } from "./compare-statements.ts";
import { lostOutside, rangesOf } from "./edit-ranges.ts";
import { findingsElsewhere } from "./findings-elsewhere.ts";
import { replayFixes } from "./replay.ts";
import { type ReportedFinding, runCheck } from "./reported-findings.ts";

/** What the safe fixes of one project came to. */
export interface ProjectFixes {
  readonly project: string;
  readonly findings: number;
  /** Findings with a safe fix before, and all that are left after. */
  readonly fixable: number;
  readonly left: number;
  readonly changed: number;
  /** Files that Python could not parse before. */
  readonly brokenBefore: number;
  /** Files whose fixes were also applied one by one, by their edits in the JSON. */
  readonly replayed: number;
  /** Findings without a fix that the fixes have answered all the same. */
  readonly answered: readonly string[];
  readonly violations: readonly string[];
}

/** Besides those that only a replay can explain, a file of each project is replayed that has some fixes, and not many: each costs a run. */
const REPLAYED_FIXES = { least: 2, most: 6 };

/**
 * Applies all safe fixes to a copy of a project by the real command line, and holds the outcome against what fixes promise.
 * @param options for `check`: a settings file, say.
 */
export function checkProject(
  corpus: string,
  project: string,
  options: readonly string[],
  python: string,
): ProjectFixes {
  // The command line names files by their real path.
  const home = realpathSync(mkdtempSync(join(tmpdir(), "alembic-guidelines-fixes-")));
  const copy = join(home, project);
  cpSync(join(corpus, project), copy, { recursive: true, verbatimSymlinks: true });
  try {
    return checkCopy(copy, project, options, python);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function checkCopy(copy: string, project: string, options: readonly string[], python: string): ProjectFixes {
  const violations: string[] = [];
  const nameOf = (path: string) => relative(copy, path);
  const before = runCheck(copy, options);
  const checked = [...new Set(before.findings.map(({ filename }) => filename))];
  const textsBefore = new Map(checked.map((path) => [path, readText(path)]));
  const fixed = runCheck(copy, [...options, "--fix"]);
  const changed = checked.flatMap((path): ChangedFile[] => {
    const text = textsBefore.get(path) ?? "";
    const after = readText(path);
    if (after === text) return [];
    const edits = before.findings.flatMap(({ safeEdits }) => safeEdits ?? []).filter((edit) => edit.filename === path);
    return [{ path, before: text, after, ranges: rangesOf(text, edits) }];
  });

  const comparisons = compareStatements(changed, python);
  for (const { path, brokenBefore, brokenAfter } of comparisons) {
    if (brokenBefore === null && brokenAfter !== null) violations.push(`${nameOf(path)}: broken: ${brokenAfter}`);
  }

  // What a fix leaves unused, another takes away later: the ranges of the first reading don't tell, a replay does.
  const lost = new Map(comparisons.map((comparison) => [comparison.path, comparison.lost]));
  const doubtful = changed.filter(
    (file) => (lost.get(file.path)?.length ?? 0) > 0 || lostOutside(file.before, file.ranges, file.after) !== null,
  );
  const fixesOf = (path: string) => before.findings.filter((finding) => finding.filename === path && finding.safeEdits);
  const handy = changed.filter(({ path }) => {
    const { length } = fixesOf(path);
    return length >= REPLAYED_FIXES.least && length <= REPLAYED_FIXES.most;
  });
  const replayed = [...new Set([...doubtful, ...handy.slice(0, 1)])];
  for (const file of replayed) {
    if (replayFixes(copy, file.path, file.before, options) === file.after) continue;
    const outside = doubtful.includes(file) ? " (and it changes text outside of the edits' ranges)" : "";
    violations.push(`${nameOf(file.path)}: the fixes one by one give another text${outside}`);
  }

  const texts = new Map(checked.map((path) => [path, readText(path)]));
  const again = runCheck(copy, [...options, "--fix"]);
  for (const [path, text] of texts) {
    if (readText(path) !== text) violations.push(`${nameOf(path)}: a second run changes it`);
  }
  const say = ({ filename, row, rule, message }: ReportedFinding) => `${nameOf(filename)}:${row}: ${rule}: ${message}`;
  for (const finding of again.findings.filter(({ safeEdits }) => safeEdits !== null)) {
    violations.push(`still offers a safe fix: ${say(finding)}`);
  }
  const { added, gone } = findingsElsewhere(before.findings, again.findings);
  for (const finding of added) violations.push(`new: ${say(finding)}`);
  for (const complaint of [before.complaints, fixed.complaints, again.complaints]) {
    if (complaint !== "") violations.push(complaint.trim());
  }
  return {
    project,
    findings: before.findings.length,
    fixable: before.findings.filter(({ safeEdits }) => safeEdits !== null).length,
    left: again.findings.length,
    changed: changed.length,
    brokenBefore: comparisons.filter(({ brokenBefore }) => brokenBefore !== null).length,
    replayed: replayed.length,
    answered: gone.map(say),
    violations,
  };
}

/** A byte order mark is no part of the text, as the command line has it. */
function readText(path: string): string {
  return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
}
