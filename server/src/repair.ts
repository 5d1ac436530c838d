import { applyEdits, type TextEdit } from "./migration/edit/text-edit.ts";
import type { FileChange, Finding, Fix } from "./rules/finding.ts";

/** What a repair may do and how it learns the outcome. */
export interface RepairOptions {
  /** Reads a text and gives its findings, sorted; null when the text is no migration. */
  readonly find: (text: string) => readonly Finding[] | null;
  /** Which fixes may be applied. */
  readonly accept: (fix: Fix, finding: Finding) => boolean;
  /** Carries out a fix's changes of other files, all or none; false when they can't be. */
  readonly changeFiles: (changes: readonly FileChange[]) => boolean;
}

export interface Repaired {
  readonly text: string;
  /** What is still found in `text`. */
  readonly findings: readonly Finding[];
}

/** Up to so many fixable findings, each fix is applied alone, so that the next one sees what it left unused. */
const FEW = 12;
/** A rule whose fix never clears its finding must not keep us here. */
const MAX_ROUNDS = 500;

/**
 * Applies fixes to `source` and reads it again, until none is left that `options.accept` takes. Fixes that overlap are
 * applied in turn. A fix after which the text would be no migration any more is left out.
 * @returns null when `source` is no migration.
 */
export function repair(source: string, options: RepairOptions): Repaired | null {
  const first = options.find(source);
  if (first === null) return null;
  let text = source;
  let findings = first;
  const seen = new Set([source]);
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = acceptedFixes(findings, options.accept).filter((fix) => !refused.has(identify(fix)));
    const batch = nextBatch(fixes);
    if (batch.length === 0) break;
    const step = applyBatch(text, batch, seen, options);
    if (step === null) {
      for (const fix of batch) refused.add(identify(fix));
      continue;
    }
    ({ text, findings } = step);
    seen.add(text);
  }
  return { text, findings };
}

function acceptedFixes(findings: readonly Finding[], accept: RepairOptions["accept"]): Fix[] {
  return findings.flatMap((finding) => (finding.fix !== null && accept(finding.fix, finding) ? [finding.fix] : []));
}

/** The fixes to apply before the text is read again: one while they are few, else as many as stay clear of each other. */
function nextBatch(fixes: readonly Fix[]): readonly Fix[] {
  const [first] = fixes;
  if (first === undefined || fixes.length <= FEW || first.fileChanges.length > 0) return fixes.slice(0, 1);
  const taken = new TakenPlaces();
  const batch: Fix[] = [];
  for (const fix of fixes.slice(0, -FEW)) {
    if (fix.fileChanges.length > 0 || taken.touch(fix.edits)) continue;
    taken.add(fix.edits);
    batch.push(fix);
  }
  return batch;
}

/** In UTF-16 units: about the length of a few statements. */
const STRETCH = 256;

/** Where a batch changes the text. */
class TakenPlaces {
  /** By the stretches of the text that they lie in. */
  readonly #edits = new Map<number, TextEdit[]>();
  readonly #assignments = new Set<string>();

  add(edits: readonly TextEdit[]): void {
    for (const edit of edits) {
      const line = assignment(edit);
      if (line !== null) this.#assignments.add(line);
      for (const stretch of stretches(edit)) {
        const present = this.#edits.get(stretch);
        if (present === undefined) this.#edits.set(stretch, [edit]);
        else present.push(edit);
      }
    }
  }

  /** Two insertions at one place touch, and two that give the same name a value: one may do for both. */
  touch(edits: readonly TextEdit[]): boolean {
    return edits.some((edit) => {
      const line = assignment(edit);
      if (line !== null && this.#assignments.has(line)) return true;
      for (const stretch of stretches(edit))
        if (this.#edits.get(stretch)?.some((other) => edit.start <= other.end && other.start <= edit.end)) return true;
      return false;
    });
  }
}

function* stretches({ start, end }: TextEdit): Iterable<number> {
  for (let stretch = Math.floor(start / STRETCH); stretch <= Math.floor(end / STRETCH); stretch++) yield stretch;
}

/** The assignment that an insertion begins with: `conn = op.get_bind()`. */
function assignment({ start, end, text }: TextEdit): string | null {
  return start === end ? (/^\s*(\w+ = .*)/.exec(text)?.[1] ?? null) : null;
}

function applyBatch(
  text: string,
  batch: readonly Fix[],
  seen: ReadonlySet<string>,
  options: RepairOptions,
): Repaired | null {
  let next: string;
  try {
    next = applyEdits(
      text,
      batch.flatMap((fix) => fix.edits),
    );
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const changes = batch.flatMap((fix) => fix.fileChanges);
  if (changes.length === 0 && seen.has(next)) return null;
  // Other files first: what is found in the text depends on them.
  if (changes.length > 0 && !options.changeFiles(changes)) return null;
  const findings = options.find(next);
  return findings === null ? null : { text: next, findings };
}

/** Equal for a fix that is offered again after other edits have moved it. */
function identify(fix: Fix): string {
  return JSON.stringify([fix.message, fix.edits.map((edit) => [edit.text, edit.end - edit.start]), fix.fileChanges]);
}
