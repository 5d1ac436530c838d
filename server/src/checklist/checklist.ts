import type { Context } from "../context.ts";
import { counted } from "../counted.ts";
import { isPast, type LintResult } from "../lint.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Finding } from "../rules/finding.ts";
import type { Settings } from "../settings.ts";
import { type ChecklistPoint, checklistPoints, type PointId, type Test } from "./points.ts";
import { reasonFor, unreadable } from "./reasons.ts";

/** `unchecked`: nothing is found, but not everything that the point asks for was looked for. */
export type PointState = "held" | "failed" | "untested" | "unchecked";

/** How a migration stands to a point of the checklist. */
export interface TickedPoint {
  readonly id: PointId;
  readonly title: string;
  readonly state: PointState;
  /** Why it stands so, in a few words. */
  readonly why: string;
  /** What keeps it from holding. */
  readonly findings: readonly Finding[];
  /** What would, if a comment did not suppress it. */
  readonly suppressed: readonly Finding[];
}

/** The outcome of a test on a database. */
export interface TestOutcome {
  readonly passed: boolean;
  /** When or where it was tested, or what it failed of. */
  readonly detail: string;
}

/** What tests have shown. Null, or a test that is missing, is not yet tested. */
export type TestFacts = Readonly<Partial<Record<Test, TestOutcome>>>;

/** What the checklist of a migration rests on. */
export interface ChecklistBasis {
  readonly script: MigrationScript;
  readonly settings: Settings;
  readonly context: Context;
  readonly result: LintResult;
  readonly tested: TestFacts | null;
}

/** The guideline's eight points, ticked; null for a migration that `start-after` makes history: it is not checked. */
export function tickChecklist(basis: ChecklistBasis): readonly TickedPoint[] | null {
  if (isPast(basis.context, basis.settings)) return null;
  return checklistPoints.map((point) => tick(point, basis));
}

function tick(point: ChecklistPoint, basis: ChecklistBasis): TickedPoint {
  const { id, title, rules } = point;
  const isOurs = ({ rule }: Finding) => rules.includes(rule);
  const findings = basis.result.findings.filter(isOurs);
  const suppressed = basis.result.suppressed.filter(isOurs);
  const [state, why] = standing(point, findings, basis);
  const silenced = suppressed.length === 0 ? [] : [`${counted(suppressed.length, "finding")} suppressed`];
  // What reading the migration says for the point is not the whole of it then.
  const reasons = state === "held" && point.test === null && silenced.length > 0 ? silenced : [why, ...silenced];
  return { id, title, state, why: reasons.join("; "), findings, suppressed };
}

function standing(
  { id, test, rules }: ChecklistPoint,
  findings: readonly Finding[],
  { script, settings, result, tested }: ChecklistBasis,
): readonly [PointState, string] {
  const found = counted(findings.length, "finding");
  if (test !== null) {
    if (findings.length > 0) return ["failed", `would fail: ${found}`];
    const outcome = tested?.[test];
    if (outcome === undefined) return ["untested", "not yet tested"];
    return [outcome.passed ? "held" : "failed", outcome.detail];
  }
  if (findings.length > 0) return ["failed", found];
  const off = rules.filter((rule) => settings.severities.get(rule) === "off");
  const broken = rules.filter((name) => result.failures.some(({ rule }) => rule === name));
  const unread = id === "repeatable" ? unreadable(script) : [];
  const gaps = [
    ...(off.length === 0 ? [] : [`${off.join(", ")} ${off.length === 1 ? "is" : "are"} off`]),
    ...(broken.length === 0 ? [] : [`${broken.join(", ")} failed to look`]),
    ...(unread.length === 0 ? [] : [`${counted(unread.length, "operation")} that can't be read from here`]),
  ];
  return gaps.length > 0 ? ["unchecked", gaps.join("; ")] : ["held", reasonFor(id, script, settings)];
}

/** How many points hold, in one line: `5 of 8 hold, 1 fails, 2 not yet tested`. */
export function checklistSummary(points: readonly Pick<TickedPoint, "state">[]): string {
  const count = (state: PointState) => points.filter((point) => point.state === state).length;
  const [held, failed, untested, unchecked] = [count("held"), count("failed"), count("untested"), count("unchecked")];
  return [
    `${held} of ${points.length} ${held === 1 ? "holds" : "hold"}`,
    ...(failed === 0 ? [] : [`${failed} ${failed === 1 ? "fails" : "fail"}`]),
    ...(unchecked === 0 ? [] : [`${unchecked} not checked`]),
    ...(untested === 0 ? [] : [`${untested} not yet tested`]),
  ].join(", ");
}
