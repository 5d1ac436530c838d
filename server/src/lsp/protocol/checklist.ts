import type { Range } from "vscode-languageserver/node";
import { isListOf, isRecord, isString } from "./guards.ts";

/** Takes a document's URI, gives a `ShownChecklist`; null for what is no migration. */
export const checklistCommand = "alembic-guidelines.checklist";
/** Takes a document's URI, and shows its checklist as a message: for editors that have no view of their own. */
export const showChecklistCommand = "alembic-guidelines.showChecklist";
/** The command of a client that has a view, named in the lens. Takes a document's URI. */
export const checklistViewCommand = "alembicGuidelines.showChecklist";

/** The guideline's checklist for a document. */
export interface ShownChecklist {
  readonly uri: string;
  /** Of the document that it was ticked for. */
  readonly version: number;
  /** How many points hold, in one line. */
  readonly summary: string;
  /** Null for a migration that is history, and is not checked. */
  readonly points: readonly ShownPoint[] | null;
}

export const pointStates = ["held", "failed", "untested", "unchecked"] as const;

export interface ShownPoint {
  readonly id: string;
  readonly title: string;
  readonly state: (typeof pointStates)[number];
  readonly why: string;
  readonly findings: readonly ShownFinding[];
}

export interface ShownFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: Range;
  /** A comment suppresses it: the point does not fail for it. */
  readonly suppressed: boolean;
}

export function isShownChecklist(value: unknown): value is ShownChecklist {
  if (!isRecord(value)) return false;
  const { uri, version, summary, points } = value;
  return (
    isString(uri) &&
    typeof version === "number" &&
    isString(summary) &&
    (points === null || isListOf(points, isShownPoint))
  );
}

function isShownPoint(value: unknown): value is ShownPoint {
  if (!isRecord(value)) return false;
  const { id, title, state, why, findings } = value;
  return (
    isString(id) &&
    isString(title) &&
    pointStates.some((known) => known === state) &&
    isString(why) &&
    isListOf(findings, isShownFinding)
  );
}

function isShownFinding(value: unknown): value is ShownFinding {
  if (!isRecord(value)) return false;
  const { rule, severity, message, range, suppressed } = value;
  return [rule, severity, message].every(isString) && isRange(range) && typeof suppressed === "boolean";
}

export function isRange(value: unknown): value is Range {
  return isRecord(value) && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && typeof value.line === "number" && typeof value.character === "number";
}
