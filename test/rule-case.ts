import { expect } from "vitest";
import {
  type Context,
  type EnvironmentKnowledge,
  type ModuleKnowledge,
  unknownContext,
} from "../server/src/context.ts";
import type { Engine } from "../server/src/engine.ts";
import { LineIndex } from "../server/src/history/line-index.ts";
import type { Position } from "../server/src/history/place.ts";
import type { RevisionHistory } from "../server/src/history/revision-history.ts";
import { lint } from "../server/src/lint.ts";
import { applyEdits } from "../server/src/migration/edit/text-edit.ts";
import type { Finding } from "../server/src/rules/finding.ts";
import { rules } from "../server/src/rules/index.ts";
import { defaultSettings, type Settings } from "../server/src/settings.ts";
import { engine } from "./engine.ts";
import { historyAmong, scriptPath, versionsFolder } from "./revision-scripts.ts";

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
  commitsAfter: false,
  beginsBefore: false,
  schemas: [],
  namingConvention: false,
  templateDowngrades: true,
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
  /** The text after the safe fixes (all fixes, with `unsafe`) of the rule's group have been applied until none is left; null: there is no fix. */
  readonly fixed?: string | null;
  readonly unsafe?: boolean;
  /** Rules that speak too; of the same group there are no others. */
  readonly beside?: readonly string[];
  /** Rules that still speak in the fixed text; of the same group there are no others, of other groups none that did not before. */
  readonly remaining?: readonly string[];
  readonly severity?: string;
  readonly context?: Context;
  readonly settings?: Partial<Settings>;
  /**
   * The scripts beside it, by file name, what the findings point to ⟦marked⟧ in them; without any, nothing is known of other revisions.
   */
  readonly others?: Readonly<Record<string, string>>;
  /** The texts after each of the other fixes that are offered. */
  readonly alternatives?: readonly string[];
  /** The scripts that the fixes create, by file name. */
  readonly created?: Readonly<Record<string, string>>;
}

/** Lints the case's source, checks ranges, then applies fixes and checks text, quiet and stability. */
export async function checkCase(rule: string, given: RuleCase): Promise<void> {
  const loaded = await engine();
  const { text, spans } = unmark(given.source);
  const marked = Object.entries(given.others ?? {}).map(([name, source]) => ({ name, ...unmark(source) }));
  const others = given.others && Object.fromEntries(marked.map((other) => [other.name, other.text]));
  const known = { ...given, ...(others && { others }) };
  const findings = findingsOf(loaded, text, known);
  const own = findings.filter((finding) => finding.rule === rule);
  expect(own.map(({ start, end }) => text.slice(start, end))).toEqual(
    spans.map(({ start, end }) => text.slice(start, end)),
  );
  expect(own.map(({ start, end }) => ({ start, end }))).toEqual(spans);
  if (given.severity !== undefined)
    expect(own.map((finding) => finding.severity)).toEqual(spans.map(() => given.severity));
  const before = byGroup(rule, findings, given.beside);
  expect(before.related.filter((name) => name !== rule)).toEqual([...(given.beside ?? [])].sort());
  expect(relatedPlaces(own)).toEqual(marked.flatMap(markedPlaces).sort());
  if (given.alternatives !== undefined) {
    const alternatives = own.flatMap((finding) => finding.alternatives ?? []);
    expect(alternatives.map(({ edits }) => applyEdits(text, edits))).toEqual(given.alternatives);
  }
  if (given.fixed === undefined) return;
  const isRelated = relatedTo(rule, given.beside);
  // The fixes of other groups are their own tests' matter.
  const eligible = (finding: Finding) =>
    isRelated(finding.rule) && finding.fix !== null && (given.unsafe === true || finding.fix.applicability === "safe");
  if (given.fixed === null) {
    expect(own.filter(eligible)).toEqual([]);
    return;
  }
  const files = new Map(Object.entries(others ?? {}));
  const present = { ...given, ...(others && { others: files }) };
  const fixed = repair(loaded, text, present, eligible, files);
  expect(fixed).toBe(given.fixed);
  expect(Object.fromEntries([...files].filter(([name]) => others?.[name] === undefined))).toEqual(given.created ?? {});
  expect(loaded.read(fixed, true)?.module.damage).toEqual([]);
  const after = findingsOf(loaded, fixed, present);
  const left = byGroup(rule, after, given.remaining);
  expect(left.related).toEqual([...(given.remaining ?? [])].sort());
  expect(left.others.filter((name) => !before.others.includes(name))).toEqual([]);
  expect(repair(loaded, fixed, present, eligible, files)).toBe(fixed);
}

/** The names of the rules that speak: those of the group of `rule`, the linter's own and the `expected` ones, and the others. */
function byGroup(
  rule: string,
  findings: readonly Finding[],
  expected: readonly string[] = [],
): { related: string[]; others: string[] } {
  const isRelated = relatedTo(rule, expected);
  const names = [...new Set(findings.map((finding) => finding.rule))].sort();
  return { related: names.filter(isRelated), others: names.filter((name) => !isRelated(name)) };
}

/** Tells the rules of the group of `rule`, the linter's own and the `expected` ones from the others. */
function relatedTo(rule: string, expected: readonly string[] = []): (name: string) => boolean {
  const groupOf = new Map(rules.map(({ name, group }) => [name, group]));
  return (name) => ["linter", groupOf.get(rule)].includes(groupOf.get(name)) || expected.includes(name);
}

/** What is known around a migration. */
export interface Surroundings extends Pick<RuleCase, "context" | "settings"> {
  readonly others?: Parameters<typeof historyAmong>[2];
}

/** What every rule finds in `source`. */
export function findingsOf(loaded: Engine, source: string, given: Surroundings = {}): readonly Finding[] {
  const script = loaded.read(source, true);
  if (script === null) return [];
  const result = lint(script, { ...defaultSettings, ...given.settings }, contextOf(loaded, source, given));
  expect(result.failures).toEqual([]);
  return result.findings;
}

function contextOf(loaded: Engine, source: string, { context = withHelper, others }: Surroundings): Context {
  const history: RevisionHistory | null = others === undefined ? context.history : historyAmong(loaded, source, others);
  return { ...context, history };
}

/** Where findings point to in other scripts, one line each. */
function relatedPlaces(findings: readonly Finding[]): string[] {
  const related = findings.flatMap((finding) => finding.related ?? []).map(({ place }) => place);
  const elsewhere = related.filter((place) => "path" in place).filter(({ path }) => path !== scriptPath);
  const lines = elsewhere.map(({ path, start, end }) => placeLine(path.slice(versionsFolder.length), start, end));
  return [...new Set(lines)].sort();
}

function markedPlaces({ name, text, spans }: { name: string } & ReturnType<typeof unmark>): string[] {
  const lines = new LineIndex(text);
  return spans.map(({ start, end }) => placeLine(name, lines.position(start), lines.position(end)));
}

function placeLine(name: string, start: Position, end: Position): string {
  return `${name} ${start.line}:${start.character}-${end.line}:${end.character}`;
}

/** Carries out fixes until none is left, those that create scripts in `files`. */
function repair(
  loaded: Engine,
  source: string,
  given: Surroundings,
  eligible: (finding: Finding) => boolean,
  files: Map<string, string>,
): string {
  let text = source;
  for (let round = 0; round < 20; round++) {
    const next = findingsOf(loaded, text, given).find(eligible);
    if (next?.fix == null) return text;
    text = applyEdits(text, next.fix.edits);
    for (const { path, content } of next.fix.fileChanges) files.set(path.slice(versionsFolder.length), content);
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
