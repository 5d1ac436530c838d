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

/** Up to so many fixable findings, each fix is applied alone: it sees what those before it have changed and left unused. */
const FEW = 12;
/** Of a text with so many, a reading takes long: as many as can be are applied at once to the end. */
const MANY = 100;
/** Fixes that bring about each other's findings must not keep us here. */
const MAX_ROUNDS = 500;

/**
 * Applies fixes to `source` and reads it again, until none is left that `options.accept` takes. Fixes that overlap are
 * applied in turn. A fix is left out that does not clear its finding, or after which the text would be no migration any more.
 * @returns null when `source` is no migration.
 */
export function repair(source: string, options: RepairOptions): Repaired | null {
  const first = options.find(source);
  if (first === null) return null;
  let text = source;
  let findings = first;
  const seen = new Set([source]);
  let refused = new Set<string>();
  const alone = acceptedFixes(first, options.accept).length < MANY ? FEW : 0;
  /** Whether something was fixed since a fix was first refused. */
  let isNew = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixable = acceptedFixes(findings, options.accept).filter(({ fix }) => !refused.has(identify(fix)));
    const batch = nextBatch(fixable, text, alone);
    if (batch.length === 0) {
      if (!isNew || refused.size === 0) break;
      // What stood in their way may be fixed by now.
      refused = new Set();
      isNew = false;
      continue;
    }
    const fixes = batch.map(({ fix }) => fix);
    const step = applyBatch(text, fixes, seen, options);
    if (step === null || !(changesFiles(fixes) || clearsSome(batch, findings, step.findings))) {
      for (const fix of fixes) refused.add(identify(fix));
      continue;
    }
    ({ text, findings } = step);
    seen.add(text);
    isNew = refused.size > 0;
  }
  return { text, findings };
}

interface Fixable {
  readonly finding: Finding;
  readonly fix: Fix;
}

function acceptedFixes(findings: readonly Finding[], accept: RepairOptions["accept"]): Fixable[] {
  return findings.flatMap((finding) => {
    const { fix } = finding;
    return fix !== null && accept(fix, finding) ? [{ finding, fix }] : [];
  });
}

/** What to fix before the text is read again: as many as stay clear of each other, but for the last, `alone` of them. */
function nextBatch(fixable: readonly Fixable[], text: string, alone: number): readonly Fixable[] {
  const [first] = fixable;
  if (first === undefined || fixable.length <= alone || first.fix.fileChanges.length > 0) return fixable.slice(0, 1);
  const taken = new TakenPlaces();
  const removed = new RemovedWords(fixable, text);
  const batch: Fixable[] = [];
  for (const each of fixable.slice(0, fixable.length - alone)) {
    const { fileChanges, edits } = each.fix;
    if (fileChanges.length > 0 || taken.touch(edits) || removed.isLastOfSeveral(each.fix)) continue;
    taken.add(edits);
    batch.push(each);
  }
  return batch;
}

/** The words that fixes take away: where several take away one, the last of them must see whether an import has become unused. */
class RemovedWords {
  readonly #first = new Map<string, Fix>();
  readonly #last = new Map<string, Fix>();
  readonly #words = new Map<Fix, ReadonlySet<string>>();

  constructor(fixable: readonly Fixable[], text: string) {
    for (const { fix } of fixable) {
      const words = wordsIn(fix.edits.map(({ start, end }) => text.slice(start, end)));
      for (const word of wordsIn(fix.edits.map((edit) => edit.text))) words.delete(word);
      this.#words.set(fix, words);
      for (const word of words) {
        if (!this.#first.has(word)) this.#first.set(word, fix);
        this.#last.set(word, fix);
      }
    }
  }

  isLastOfSeveral(fix: Fix): boolean {
    for (const word of this.#words.get(fix) ?? [])
      if (this.#last.get(word) === fix && this.#first.get(word) !== fix) return true;
    return false;
  }
}

function wordsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
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

function changesFiles(fixes: readonly Fix[]): boolean {
  return fixes.some(({ fileChanges }) => fileChanges.length > 0);
}

/** Whether there are fewer findings left that say the same as one of those in the batch. */
function clearsSome(batch: readonly Fixable[], before: readonly Finding[], after: readonly Finding[]): boolean {
  const saying = ({ rule, message }: Finding) => `${rule}\n${message}`;
  const counted = (findings: readonly Finding[]) => {
    const counts = new Map<string, number>();
    for (const each of findings) counts.set(saying(each), (counts.get(saying(each)) ?? 0) + 1);
    return (finding: Finding) => counts.get(saying(finding)) ?? 0;
  };
  const [countBefore, countAfter] = [counted(before), counted(after)];
  return batch.some(({ finding }) => countAfter(finding) < countBefore(finding));
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
