import { expect } from "vitest";
import {
  type Context,
  type EnvironmentKnowledge,
  type ModuleKnowledge,
  unknownContext,
} from "../server/src/context.ts";
import type { Engine } from "../server/src/engine.ts";
import { lint } from "../server/src/lint.ts";
import { applyEdits } from "../server/src/migration/edit/text-edit.ts";
import type { Finding } from "../server/src/rules/finding.ts";
import { defaultSettings, type Settings } from "../server/src/settings.ts";
import { engine } from "./engine.ts";

const signature = {
  positional: 2,
  keywords: new Set(["before", "after", "schema"]),
  anyKeyword: false,
  calls: new Set(["execute"]),
};

/** The guideline's helper module, there and complete. */
export const foundHelper: ModuleKnowledge = {
  state: "found",
  path: "/project/helper.py",
  functions: new Map([
    ["safe_add_enum_value", signature],
    ["safe_add_multiple_enum_values", signature],
  ]),
};

/** What the `env.py` that `alembic init` writes does. */
export const plainEnvironment: EnvironmentKnowledge = {
  transactionPerMigration: false,
  transactionalDdl: true,
  autocommit: false,
  schemas: [],
  namingConvention: false,
};

/** A project whose `env.py` differs from the plain one in `knowledge`; null for one that can't be read. */
export function inEnvironment(knowledge: Partial<EnvironmentKnowledge> | null): Context {
  return { ...withHelper, environment: knowledge === null ? null : { ...plainEnvironment, ...knowledge } };
}

/** A migration whose `upgrade` has these lines. */
export function upgradeOf(...lines: readonly string[]): string {
  return migration(`def upgrade():\n${lines.map((line) => (line === "" ? "\n" : `    ${line}\n`)).join("")}`);
}

/** A project in which the guideline's own import resolves. */
export const withHelper: Context = {
  ...unknownContext(defaultSettings.helperModule),
  helper: { module: defaultSettings.helperModule, knowledge: foundHelper, creation: null },
  modules: new Map([[defaultSettings.helperModule, foundHelper]]),
};

const header = `from alembic import op
import sqlalchemy as sa

revision = "b"
down_revision = "a"


`;

/** A complete migration around `body`, as most cases need one. */
export function migration(body: string, imports = ""): string {
  return imports === "" ? header + body : header.replace("\n\nrevision", `\n${imports}\n\nrevision`) + body;
}

export interface RuleCase {
  /** The migration, each expected finding of the rule marked ⟦like this⟧. */
  readonly source: string;
  /** The text after the safe fixes (all fixes, with `unsafe`) have been applied until none is left; null: there is no fix. */
  readonly fixed?: string | null;
  readonly unsafe?: boolean;
  /** Rules that may speak too; else the rule is the only one. */
  readonly beside?: readonly string[];
  /** Rules that still speak in the fixed text. */
  readonly remaining?: readonly string[];
  readonly severity?: string;
  readonly context?: Context;
  readonly settings?: Partial<Settings>;
}

/** Lints the case's source, checks ranges, then applies fixes and checks text, quiet and stability. */
export async function checkCase(rule: string, given: RuleCase): Promise<void> {
  const loaded = await engine();
  const { text, spans } = unmark(given.source);
  const findings = findingsOf(loaded, text, given);
  const own = findings.filter((finding) => finding.rule === rule);
  expect(own.map(({ start, end }) => text.slice(start, end))).toEqual(
    spans.map(({ start, end }) => text.slice(start, end)),
  );
  expect(own.map(({ start, end }) => ({ start, end }))).toEqual(spans);
  if (given.severity !== undefined)
    expect(own.map((finding) => finding.severity)).toEqual(spans.map(() => given.severity));
  const others = new Set(findings.map((finding) => finding.rule).filter((name) => name !== rule));
  expect([...others].sort()).toEqual([...(given.beside ?? [])].sort());
  if (given.fixed === undefined) return;
  const eligible = (finding: Finding) =>
    finding.fix !== null && (given.unsafe === true || finding.fix.applicability === "safe");
  if (given.fixed === null) {
    expect(own.filter(eligible)).toEqual([]);
    return;
  }
  const fixed = repair(loaded, text, given, eligible);
  expect(fixed).toBe(given.fixed);
  expect(loaded.read(fixed, true)?.module.damage).toEqual([]);
  const after = findingsOf(loaded, fixed, given);
  expect([...new Set(after.map((finding) => finding.rule))].sort()).toEqual([...(given.remaining ?? [])].sort());
  expect(repair(loaded, fixed, given, eligible)).toBe(fixed);
}

/** What every rule finds in `source`. */
export function findingsOf(
  loaded: Engine,
  source: string,
  given: Pick<RuleCase, "context" | "settings"> = {},
): readonly Finding[] {
  const script = loaded.read(source, true);
  if (script === null) return [];
  const result = lint(script, { ...defaultSettings, ...given.settings }, given.context ?? withHelper);
  expect(result.failures).toEqual([]);
  return result.findings;
}

function repair(loaded: Engine, source: string, given: RuleCase, eligible: (finding: Finding) => boolean): string {
  let text = source;
  for (let round = 0; round < 20; round++) {
    const next = findingsOf(loaded, text, given).find(eligible);
    if (next?.fix == null) return text;
    text = applyEdits(text, next.fix.edits);
  }
  throw new Error("the fixes don't come to an end");
}

function unmark(marked: string): { text: string; spans: { start: number; end: number }[] } {
  const spans: { start: number; end: number }[] = [];
  let text = "";
  let start = 0;
  for (const character of marked) {
    if (character === "⟦") start = text.length;
    else if (character === "⟧") spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans };
}
