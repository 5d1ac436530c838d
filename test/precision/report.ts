import type { Project } from "./corpus.ts";
import type { Found } from "./found.ts";
import type { FileRead, Miss } from "./misses.ts";
import type { Judgement, Sample, Verdict } from "./verdicts.ts";

/** The projects: their revision, how many migrations they have, what was found. Markdown. */
export function projectsTable(migrations: ReadonlyMap<Project, number>, found: readonly Found[]): string {
  const severities = ["error", "warning", "info", "hint"];
  const row = (name: string, revision: string, count: number, of: readonly Found[]) =>
    `| ${name} | ${revision} | ${count} | ${severities.map((severity) => of.filter((each) => each.severity === severity).length).join(" | ")} |`;
  const rows = [...migrations].map(([{ name, revision }, count]) =>
    row(
      `[${name}](https://github.com/${name})`,
      `\`${revision.slice(0, 10)}\``,
      count,
      found.filter(({ project }) => project === name),
    ),
  );
  const all = [...migrations.values()].reduce((sum, count) => sum + count, 0);
  return [
    "| project | revision | migrations | errors | warnings | infos | hints |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    row(`**all ${migrations.size}**`, "", all, found),
  ].join("\n");
}

/** How often each rule was found in each project. Markdown; a project is a column, by its short name. */
export function rulesTable(projects: readonly Project[], found: readonly Found[]): string {
  const rules = [...new Set(found.map(({ rule }) => rule))].sort();
  const counts = (rule: string) => {
    const ofRule = found.filter((each) => each.rule === rule);
    return [
      ofRule.length,
      ...projects.map(({ name }) => ofRule.filter(({ project }) => project === name).length || ""),
    ];
  };
  return [
    `| rule | all | ${projects.map(({ name }) => name.slice(name.indexOf("/") + 1)).join(" | ")} |`,
    `|---${"|---".repeat(projects.length + 1)}|`,
    ...rules.map((rule) => `| ${rule} | ${counts(rule).join(" | ")} |`),
  ].join("\n");
}

/** What the readers said, sample by sample, and of each rule. Markdown. */
export function verdictsTables(samples: readonly Sample[]): string {
  const rows = samples.flatMap(({ number, seed, verdicts }) => {
    const errors = verdicts.filter(({ severity }) => severity === "error");
    const others = verdicts.filter(({ severity }) => severity !== "error");
    return [`| ${number} (seed ${seed}) | errors | ${tally(errors)} |`, `| | others | ${tally(others)} |`];
  });
  const verdicts = samples.flatMap((sample) => sample.verdicts);
  const rules = [...new Set(verdicts.map(({ rule }) => rule))].sort();
  const head = (first: string) => `| ${first} | read | right | wrong | debatable | right, of those read |`;
  return [
    head("sample | severity"),
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
    head("rule, all samples"),
    "|---|---|---|---|---|---|",
    ...rules.map((rule) => `| ${rule} | ${tally(verdicts.filter((each) => each.rule === rule))} |`),
  ].join("\n");
}

/** What reading whole files has shown to be missed: in how many of them, and each kind of miss with its reason. Markdown. */
export function missesTable(files: readonly FileRead[]): string {
  const misses = files.flatMap((file) =>
    file.misses.map((miss) => ({ ...miss, file: file.file, project: file.project })),
  );
  const kindOf = ({ rule, why, state }: Miss) => JSON.stringify([rule, state, why]);
  const kinds = [...new Set(misses.map(kindOf))].sort();
  const rows = kinds.flatMap((kind) => {
    const alike = misses.filter((miss) => kindOf(miss) === kind);
    const [first] = alike;
    if (first === undefined) return [];
    const projects = [...new Set(alike.map(({ project }) => project))].join(", ");
    return [`| ${first.rule} | ${alike.length} | ${projects} | ${first.state} | ${first.why} |`];
  });
  const missed = files.filter((file) => file.misses.length > 0).length;
  const mended = misses.filter(({ state }) => state === "mended").length;
  return [
    `${files.length} files read, ${missed} of them with misses: ${mended} are found since, ${misses.length - mended} stay.`,
    "",
    "| rule | missed | project | state | why |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function tally(verdicts: readonly Verdict[]): string {
  const count = (verdict: Judgement) => verdicts.filter((each) => each.verdict === verdict).length;
  const read = verdicts.length - count("open");
  const right = read === 0 ? "" : `${((100 * count("right")) / read).toFixed(1)} %`;
  return [read, count("right"), count("wrong"), count("debatable"), right].join(" | ");
}
