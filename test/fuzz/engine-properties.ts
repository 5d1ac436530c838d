import type { Engine } from "../../server/src/engine.ts";
import { lint } from "../../server/src/lint.ts";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import type { MigrationScript } from "../../server/src/migration/script.ts";
import { repair } from "../../server/src/repair.ts";
import type { Finding, Fix } from "../../server/src/rules/finding.ts";
import { type Surroundings, surroundings } from "./surroundings.ts";
import { thrown, type Violation } from "./violation.ts";

/** What a check of one text says, and what it took. */
export interface Checked {
  readonly violations: readonly Violation[];
  /** Milliseconds of the processor that the slowest reading with its linting took, as after a keystroke, and the whole repair. */
  readonly slowestReading: number;
  readonly repairTime: number;
  /** Texts before and after a fix, where reading them finds nothing wrong with either: Python itself may disagree. */
  readonly fixes: readonly { readonly message: string; readonly before: string; readonly after: string }[];
}

/** So many fixes of a file are each applied alone. */
const MAX_FIXES = 5;
/** `repair` gives up after 500 rounds: it must end before, of itself. */
const MAX_READINGS = 450;

/** Reads and lints `text`, applies each fix, and repairs it to the end. @param number which of the surroundings. */
export function checkInEngine(engine: Engine, text: string, number: number): Checked {
  const around = surroundings[number % surroundings.length];
  if (around === undefined) throw new Error("no surroundings");
  return new EngineCheck(engine, around).of(text);
}

class EngineCheck {
  readonly #violations: Violation[] = [];
  readonly #fixes: { message: string; before: string; after: string }[] = [];
  #slowestReading = 0;
  readonly #engine: Engine;
  readonly #around: Surroundings;

  constructor(engine: Engine, around: Surroundings) {
    this.#engine = engine;
    this.#around = around;
  }

  of(text: string): Checked {
    const first = this.#read(text);
    let repairTime = 0;
    if (first !== null) {
      this.#checkPlaces(text, first.findings);
      this.#checkFixes(text, first);
      const before = processorTime();
      this.#checkRepair(text);
      repairTime = processorTime() - before;
    }
    return { violations: this.#violations, slowestReading: this.#slowestReading, repairTime, fixes: this.#fixes };
  }

  #note(property: string, detail: string): void {
    this.#violations.push({ property, detail });
  }

  #read(text: string): Reading | null {
    const start = processorTime();
    try {
      return this.#readAndLint(text);
    } finally {
      this.#slowestReading = Math.max(this.#slowestReading, processorTime() - start);
    }
  }

  #readAndLint(text: string): Reading | null {
    let script: MigrationScript | null;
    try {
      script = this.#engine.read(text, true);
    } catch (error) {
      this.#violations.push(thrown("reading", error));
      return null;
    }
    if (script === null) return null;
    try {
      const { settings, contextOf } = this.#around;
      const { findings, failures } = lint(script, settings, contextOf(this.#engine, text, script));
      for (const { rule, error } of failures) this.#violations.push(thrown(`rule ${rule}`, error));
      return { script, findings };
    } catch (error) {
      this.#violations.push(thrown("linting", error));
      return null;
    }
  }

  #checkPlaces(text: string, findings: readonly Finding[]): void {
    let last: Finding | null = null;
    for (const finding of findings) {
      const { rule, start, end } = finding;
      if (!(0 <= start && start <= end && end <= text.length)) {
        this.#note(`${rule}: range outside of the text`, `${start} to ${end} of ${text.length}`);
      }
      if (last !== null && (start < last.start || (start === last.start && end < last.end))) {
        this.#note("findings are not in order", `${last.rule} ${last.start}, ${rule} ${start}`);
      }
      for (const fix of fixesOf(finding)) this.#checkEdits(text, rule, fix);
      last = finding;
    }
  }

  #checkEdits(text: string, rule: string, fix: Fix): void {
    const edits = [...fix.edits].sort((a, b) => a.start - b.start || a.end - b.end);
    let position = 0;
    for (const { start, end } of edits) {
      if (!(0 <= start && start <= end && end <= text.length)) {
        this.#note(`${rule}: edit outside of the text`, `${start} to ${end} of ${text.length}: ${fix.message}`);
      } else if (start < position) {
        this.#note(`${rule}: edits overlap`, `at ${start}: ${fix.message}`);
      }
      position = end;
    }
  }

  /** Each fix by itself: what it makes of a text without syntax errors has none. */
  #checkFixes(text: string, before: Reading): void {
    const offered = before.findings.flatMap((finding) => fixesOf(finding).map((fix) => ({ rule: finding.rule, fix })));
    const step = Math.max(1, Math.ceil(offered.length / MAX_FIXES));
    for (let index = 0; index < offered.length; index += step) {
      const each = offered[index];
      if (each !== undefined) this.#checkFix(text, before, each.rule, each.fix);
    }
  }

  #checkFix(text: string, before: Reading, rule: string, fix: Fix): void {
    let after: string;
    try {
      after = applyEdits(text, fix.edits);
    } catch {
      // Told of already.
      return;
    }
    const reading = this.#read(after);
    const told = `${fix.message}\n${after.slice(0, 2000)}`;
    const wasDamaged = before.script.module.damage.length > 0;
    if (reading === null) {
      // What half of a file says can depend on what the fix is put beside.
      if (!wasDamaged) this.#note(`${rule}: its fix leaves no migration`, told);
      return;
    }
    this.#checkPlaces(after, reading.findings);
    if (wasDamaged) return;
    if (reading.script.module.damage.length > 0) this.#note(`${rule}: its fix damages the syntax`, told);
    else this.#fixes.push({ message: `${rule}: ${fix.message}`, before: text, after });
    if (syntaxErrors(reading) > syntaxErrors(before)) this.#note(`${rule}: its fix damages the SQL`, told);
    if (!/(?<!\r)\n/.test(text) && text.includes("\n") && /(?<!\r)\n/.test(after)) {
      this.#note(`${rule}: its fix mixes line ends`, told);
    }
  }

  #checkRepair(text: string): void {
    const all = this.#repair(text);
    if (all === null) return;
    const again = this.#repair(all);
    if (again !== null && again !== all) this.#note("a second repair changes more", `${all}\n=====\n${again}`);
  }

  /** The text after all fixes, unsafe ones too; null where that could not be found out. */
  #repair(text: string): string | null {
    let readings = 0;
    try {
      const repaired = repair(text, {
        find: (each) => {
          readings++;
          return this.#read(each)?.findings ?? null;
        },
        accept: () => true,
        changeFiles: () => true,
      });
      if (readings > MAX_READINGS) this.#note("repairing does not end", `${readings} readings`);
      return repaired?.text ?? null;
    } catch (error) {
      this.#violations.push(thrown("repairing", error));
      return null;
    }
  }
}

interface Reading {
  readonly script: MigrationScript;
  readonly findings: readonly Finding[];
}

function fixesOf({ fix, alternatives = [] }: Finding): readonly Fix[] {
  return fix === null ? alternatives : [fix, ...alternatives];
}

function syntaxErrors({ findings }: Reading): number {
  return findings.filter(({ rule }) => rule === "sql-syntax-error").length;
}

/** What this process has used of the processor, in milliseconds: what else the machine does is not in it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
