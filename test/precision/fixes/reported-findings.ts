import { spawnSync } from "node:child_process";
import { bundle } from "../../protocol/bundle.ts";

/** A place as the command line's JSON has it: rows and columns from 1, a column is a Unicode character. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface ReportedEdit {
  readonly filename: string;
  readonly content: string;
  readonly start: Place;
  readonly end: Place;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly message: string;
  readonly filename: string;
  readonly row: number;
  /** The edits of its safe fix; null where none is offered. */
  readonly safeEdits: readonly ReportedEdit[] | null;
}

/** What one run of the command line says. */
export interface CheckRun {
  readonly findings: readonly ReportedFinding[];
  /** Rules that failed, files that could not be read. */
  readonly complaints: string;
}

/**
 * Runs `check` in a folder as a person would, and reads its JSON.
 * @param args what comes after `check --output-format json`.
 * @throws Error when the command line fails, or what it prints is not its documented JSON.
 */
export function runCheck(folder: string, args: readonly string[], input = ""): CheckRun {
  const run = spawnSync(process.execPath, [bundle, "check", "--output-format", "json", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (run.error !== undefined) throw run.error;
  if (run.stdout.trim() === "") throw new Error(`check ${args.join(" ")} in ${folder} ended with: ${run.stderr}`);
  const printed: unknown = JSON.parse(run.stdout);
  return { findings: listOf(printed).map(readFinding), complaints: run.stderr };
}

function readFinding(value: unknown): ReportedFinding {
  const finding = recordOf(value);
  const fix = finding.fix === null ? null : recordOf(finding.fix);
  return {
    rule: textOf(finding.code),
    message: textOf(finding.message),
    filename: textOf(finding.filename),
    row: placeOf(finding.location).row,
    safeEdits: fix?.applicability === "safe" ? listOf(fix.edits).map(readEdit) : null,
  };
}

function readEdit(value: unknown): ReportedEdit {
  const edit = recordOf(value);
  return {
    filename: textOf(edit.filename),
    content: textOf(edit.content),
    start: placeOf(edit.location),
    end: placeOf(edit.end_location),
  };
}

function placeOf(value: unknown): Place {
  const { row, column } = recordOf(value);
  if (typeof row !== "number" || typeof column !== "number") throw unexpected(value);
  return { row, column };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw unexpected(value);
  return Object.fromEntries(Object.entries(value));
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(value);
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw unexpected(value);
  return value;
}

function unexpected(value: unknown): Error {
  return new Error(`not in the documented JSON: ${JSON.stringify(value)}`);
}
