import type { Context } from "../context.ts";
import type { Operation } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import type { Applicability, Finding, Severity } from "./finding.ts";

/** What a rule finds; its name and, unless it says otherwise, its severity are the rule's. */
export type Report = Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity };

/** What rules are about, in the order in which lists of them are shown. */
export const ruleGroups = [
  "enum values",
  "transactions",
  "schemas",
  "idempotency",
  "downgrade",
  "revisions",
  "run time",
  "linter",
] as const;
export type RuleGroup = (typeof ruleGroups)[number];

/** One thing that the guideline asks for. */
export interface Rule {
  readonly name: string;
  /** One sentence, in Markdown: what goes wrong. The rule's page begins with it. */
  readonly description: string;
  readonly group: RuleGroup;
  /** The sections of the guideline that it enforces. */
  readonly guideline: readonly string[];
  readonly severity: Severity;
  /** What its fix is at best: in some migrations a safe one is unsafe, or there is none. */
  readonly fix: Applicability | "none";
  /** The kinds of operations without one of which it finds nothing in a script; left out where it may find something in any. */
  readonly needs?: readonly Operation["kind"][];
  check(script: MigrationScript, context: Context, settings: Settings): Iterable<Report>;
}
