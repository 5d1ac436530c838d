import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How a page's bad example misbehaves on a database that the setup was run on. */
export interface Failure {
  /**
   * `first`: the first upgrade fails. `again`: an upgrade on a database that has the changes. `downgrade`: the way back.
   * `after-downgrade`: the next upgrade. `retry`: the first upgrade meets the page's obstacle, and the one after its remedy fails.
   */
  readonly run: "first" | "again" | "downgrade" | "after-downgrade" | "retry";
  /** The class of psycopg2's error, or of the Python exception where it is none of the database. */
  readonly error: string;
  /** The same on PostgreSQL 18, which PGlite is. */
  readonly errorOn18: string;
  /** The class of the error that the migration caught and went on after; null when it catches none. */
  readonly swallows: string | null;
}

/** Something in the database that no migration can help, and which somebody then takes away. */
export interface Obstacle {
  readonly sql: string;
  /** The class of psycopg2's error that an upgrade meets. */
  readonly error: string;
  readonly remedy: string;
}

/** One page of `docs/rules`, read. */
export interface RulePage {
  readonly name: string;
  /** One sentence: the rule's own description. */
  readonly description: string;
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly fix: "safe" | "unsafe" | "none";
  /** The sections of the guideline, as the page names them: `§1`. */
  readonly guideline: readonly string[];
  /** The text of *What happens*. */
  readonly explanation: string;
  /** SQL that makes what the examples change; empty where the scripts beside them do. */
  readonly setup: string;
  /** Complete migration files. `fixed` is what the fix makes of `bad`; it is `good` where the page shows no other. */
  readonly bad: string;
  readonly good: string;
  readonly fixed: string;
  /** Null when the bad example does no harm, or its harm is what it leaves behind: then it leads to the same schema as the good one. */
  readonly failure: Failure | null;
  /** The table whose rows a second run of the bad example changes, without an error (`changes=products`); null for none. */
  readonly changes: string | null;
  /** Upgrade and downgrade of the bad example pass, and the schema is then not what it was before (`run=leftover`). */
  readonly leavesBehind: boolean;
  /** What the first upgrade fails on where the failure is a `retry`. */
  readonly obstacle: Obstacle | null;
  /** The scripts beside the examples, by file name: with them the history is complete. None where an example stands for itself. */
  readonly companions: { readonly bad: ReadonlyMap<string, string>; readonly good: ReadonlyMap<string, string> };
  /** The versions that the examples are about; null for any. They are those of Debian's packages, which prove them. */
  readonly versions: { readonly alembic: string | null; readonly sqlalchemy: string | null };
  /** True when the bad example stands in a project without the helper. */
  readonly helperMissing: boolean;
}

interface Fence {
  readonly language: string;
  /** The words after the language: `bad`, `run=again`. */
  readonly words: readonly string[];
  readonly content: string;
}

const folder = join(import.meta.dirname, "..", "docs", "rules");

/** Reads all pages, by name. @throws Error that names the page and what it lacks. */
export function readRulePages(): RulePage[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => readRulePage(file.slice(0, -".md".length)));
}

/** Reads the page of one rule. @throws Error that names the page and what it lacks. */
export function readRulePage(rule: string): RulePage {
  const text = readFileSync(join(folder, `${rule}.md`), "utf8");
  const wrong = (problem: string) => new Error(`docs/rules/${rule}.md: ${problem}`);

  const [title, description, facts] = text.split("\n\n");
  if (title !== `# ${rule}`) throw wrong("the title is not the rule's name");
  if (description === undefined || !/^\S[^\n]*\.$/.test(description)) throw wrong("no description of one sentence");
  const factLine = /^Severity: (\w+) · Fix: (\w+) · Guideline: (.+)$/.exec(facts ?? "");
  const severity = oneOf(["error", "warning", "info", "hint"], factLine?.[1]);
  const fix = oneOf(["safe", "unsafe", "none"], factLine?.[2]);
  if (factLine === null || severity === null || fix === null) throw wrong("no line of severity, fix and guideline");
  const explanation = /\n## What happens\n(.*?)\n## Bad\n/s.exec(text)?.[1];
  if (explanation === undefined) throw wrong("no section What happens before Bad");

  const fences = readFences(text);
  const find = (language: string, role: string) =>
    fences.find(
      (fence) => fence.language === language && fence.words[0] === role && value(fence, "file") === undefined,
    );
  const setup = find("sql", "setup");
  const bad = find("python", "bad");
  const good = find("python", "good");
  const companions = { bad: companionsOf("bad", fences), good: companionsOf("good", fences) };
  if (bad === undefined || good === undefined) throw wrong("no bad and good example");
  if (setup === undefined && companions.bad.size === 0) throw wrong("neither a setup nor the scripts before");

  const harmless = bad.words.includes("harmless");
  const run = oneOf(["first", "again", "downgrade", "after-downgrade", "retry"], value(bad, "run"));
  const error = value(bad, "error");
  const changes = value(bad, "changes") ?? null;
  const leavesBehind = value(bad, "run") === "leftover";
  if (leavesBehind && error !== undefined) throw wrong("what is left behind is no error");
  if (!harmless && !leavesBehind && changes === null && (run === null || error === undefined))
    throw wrong("the bad example has neither run and error, nor run=leftover, nor changes, nor harmless");
  const failure =
    run === null || error === undefined
      ? null
      : { run, error, errorOn18: value(bad, "error18") ?? error, swallows: value(bad, "swallows") ?? null };
  const [obstacle, remedy] = [find("sql", "obstacle"), find("sql", "remedy")];
  const met = obstacle === undefined ? undefined : value(obstacle, "error");
  if ((run === "retry") !== (obstacle !== undefined && remedy !== undefined && met !== undefined))
    throw wrong("run=retry, an obstacle with its error, and a remedy belong together");
  return {
    name: rule,
    description,
    severity,
    fix,
    guideline: [...(factLine[3] ?? "").matchAll(/\[([^\]]+)\]/g)].map((link) => link[1] ?? ""),
    explanation,
    setup: setup?.content ?? "",
    bad: bad.content,
    good: good.content,
    fixed: (find("python", "fixed") ?? good).content,
    failure,
    changes,
    leavesBehind,
    obstacle:
      obstacle === undefined || remedy === undefined || met === undefined
        ? null
        : { sql: obstacle.content, error: met, remedy: remedy.content },
    companions,
    versions: { alembic: value(bad, "alembic") ?? null, sqlalchemy: value(bad, "sqlalchemy") ?? null },
    helperMissing: value(bad, "helper") === "missing",
  };
}

function readFences(text: string): Fence[] {
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(([, language = "", info = "", content = ""]) => ({
    language,
    words: info.split(" ").filter((word) => word !== ""),
    content,
  }));
}

/** The files beside an example: those of its role, and those of both. */
function companionsOf(role: "bad" | "good", fences: readonly Fence[]): ReadonlyMap<string, string> {
  return new Map(
    fences.flatMap((fence) => {
      const file = value(fence, "file");
      const [first] = fence.words;
      const isOurs = first === role || first?.startsWith("file=") === true;
      return fence.language === "python" && file !== undefined && isOurs ? [[file, fence.content]] : [];
    }),
  );
}

/** The value of `key=value` among the words of a fence. */
function value(fence: Fence, key: string): string | undefined {
  return fence.words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find((word) => word === text) ?? null;
}
