import type { Context } from "../context.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Settings } from "../settings.ts";
import type { Finding, Severity } from "./finding.ts";

/** What a rule finds; its name and, unless it says otherwise, its severity are the rule's. */
export type Report = Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity };

/** One thing that the guideline asks for. */
export interface Rule {
  readonly name: string;
  /** One sentence: what goes wrong. */
  readonly description: string;
  /** The section of the guideline that it enforces. */
  readonly section: string;
  readonly severity: Severity;
  /** What its fix is, where it has one. */
  readonly fix: "safe" | "unsafe" | "safe or unsafe" | "none";
  check(script: MigrationScript, context: Context, settings: Settings): Iterable<Report>;
}
