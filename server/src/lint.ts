import type { Context } from "./context.ts";
import { startedAfter } from "./history/graph/start-after.ts";
import type { Operation } from "./migration/operation.ts";
import { namesOtherDialect } from "./migration/other-dialects.ts";
import type { MigrationScript } from "./migration/script.ts";
import { type SuppressedRule, type Suppression, suppressionsOf } from "./migration/suppressions.ts";
import type { Finding, Fix } from "./rules/finding.ts";
import { writesSql } from "./rules/groups.ts";
import { rules } from "./rules/index.ts";
import { severityIn } from "./rules/presets.ts";
import type { Report, Rule } from "./rules/rule.ts";
import { unusedSuppression, unusedSuppressions } from "./rules/unused-suppression.ts";
import type { Settings } from "./settings.ts";

export interface LintResult {
  /** Sorted by start, then end, then rule. */
  readonly findings: readonly Finding[];
  /** What comments in the script suppress, in the same order. */
  readonly suppressed: readonly Finding[];
  /** Rules that threw; the others have still reported. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/**
 * The one door into the engine: what the rules find in a script; nothing in one that `start-after` makes history. Pure: no I/O, no state kept. What a rule finds several times in one
 * range, as in a loop, is one finding.
 * @param chosen the rules to apply; all where nothing is said.
 */
export function lint(
  script: MigrationScript,
  settings: Settings,
  context: Context,
  chosen: readonly Rule[] = rules,
): LintResult {
  if (isPast(context, settings)) return { findings: [], suppressed: [], failures: [] };
  const findings = new Map<string, Finding>();
  const failures: { rule: string; error: unknown }[] = [];
  const { severities } = settings;
  const applied = chosen.filter((rule) => severities.get(rule.name) !== "off");
  // What a function of another module does can't be repaired here.
  const foreign = new Set<number>();
  for (const { origin, start } of script.operations) if (origin.foreign) foreign.add(start);
  // What makes a migration repeatable on PostgreSQL may fail on another database, where it has worked.
  const runsElsewhere = context.history?.graph.runsElsewhere === true || namesOtherDialect(script);
  const note = (rule: Rule, reports: Iterable<Report>) => {
    for (const report of reports) {
      const end = Math.min(report.end, script.source.length);
      const isForeign = foreign.has(report.start);
      const isDoubtful = runsElsewhere && writesSql(rule.group);
      const usable = (fix: Fix | null) => {
        const given = isForeign ? null : applicable(script, fix);
        return given !== null && isDoubtful ? { ...given, applicability: "unsafe" as const } : given;
      };
      const wanted = severities.get(rule.name);
      const severity =
        wanted === undefined || wanted === "off" ? severityIn(settings.preset, rule, report.severity) : wanted;
      const { message, start, related } = report;
      const finding: Finding = {
        rule: rule.name,
        severity,
        message,
        start,
        end,
        fix: usable(report.fix),
        alternatives: (report.alternatives ?? []).flatMap((each) => usable(each) ?? []),
        ...(related === undefined ? {} : { related }),
      };
      const key = `${start} ${end} ${rule.name}`;
      if (!findings.has(key)) findings.set(key, finding);
    }
  };
  const kinds = new Set<Operation["kind"]>();
  for (const { kind } of script.operations) kinds.add(kind);
  for (const rule of applied) {
    if (rule.needs !== undefined && !rule.needs.some((kind) => kinds.has(kind))) continue;
    try {
      note(rule, rule.check(script, context, settings));
    } catch (error) {
      failures.push({ rule: rule.name, error });
    }
  }
  const suppressions = suppressionsOf(script);
  const suppressed: Finding[] = [];
  const used = suppress(findings, suppressions, suppressed);
  if (applied.includes(unusedSuppression)) {
    // Of a rule that was not asked for nothing can be said.
    const asked = (name: string) => applied.some((rule) => rule.name === name) || !isRule(name);
    const unasked = suppressions.flatMap((each) => each.rules.filter(({ name }) => !asked(name)));
    note(unusedSuppression, unusedSuppressions(script, suppressions, new Set([...used, ...unasked]), isRule));
    suppress(findings, suppressions, suppressed);
  }
  return { findings: [...findings.values()].sort(inOrder), suppressed: suppressed.sort(inOrder), failures };
}

/** Whether `start-after` makes the migration history, which is left alone. */
export function isPast({ history }: Context, settings: Settings): boolean {
  if (history === null || history.node === null || settings.startAfter.length === 0) return false;
  return startedAfter(history.graph, settings.startAfter).past.has(history.node);
}

/** Moves the findings that the script suppresses to `suppressed`; gives the names that have suppressed one. */
function suppress(
  findings: Map<string, Finding>,
  suppressions: readonly Suppression[],
  suppressed: Finding[],
): ReadonlySet<SuppressedRule> {
  const used = new Set<SuppressedRule>();
  if (suppressions.length === 0) return used;
  for (const [key, finding] of findings) {
    for (const { scope, rules: named } of suppressions) {
      if (finding.start < scope.start || finding.start >= scope.end) continue;
      for (const rule of named) {
        if (rule.name !== finding.rule) continue;
        used.add(rule);
        if (findings.delete(key)) suppressed.push(finding);
      }
    }
  }
  return used;
}

function isRule(name: string): boolean {
  return rules.some((rule) => rule.name === name);
}

/** No fix for a statement that is still open at the end of the text. */
function applicable({ source }: MigrationScript, fix: Fix | null): Fix | null {
  return fix?.edits.every((edit) => edit.end <= source.length) ? fix : null;
}

function inOrder(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
