import { rules } from "../../../server/src/rules/index.ts";
import type { Label } from "../labels.ts";
import type { Remark, Remarks } from "./remark.ts";
import { type Count, found, isAtPlace, quiet, speaks } from "./score.ts";

/** Those of squawk's rules that are about what the benchmark is about; the others are about locks, rewrites and column types. */
const squawkOnSubject: ReadonlySet<string> = new Set([
  "adding-required-field",
  "ban-concurrent-index-creation-in-transaction",
  "ban-uncommitted-transaction",
  "prefer-robust-stmts",
  "syntax-error",
  "transaction-nesting",
]);

const any = () => true;
const expected = (label: Label, remark: Remark) => remark.rule === label.rule;
const onSubject = (_label: Label, remark: Remark) => squawkOnSubject.has(remark.rule);

/** The score in Markdown, as it stands in the README. */
export function report(labels: readonly Label[], ours: Remarks, squawk: Remarks, squawkVersion: string): string {
  const parts = [
    table(labels, ours, squawk),
    "`found` by the rule of the row, `any` by any of our rules; `squawk` by its rules on these subjects (in brackets: by any of its rules).",
    `### Ours: ${summary(labels, ours)}`,
    list("Hazards not found", missed(labels, ours)),
    list("Safe cases that it spoke of", falseAlarms(labels, ours)),
    list("Hazards of which another rule spoke as well", others(labels, ours)),
    `### Squawk ${squawkVersion}`,
    aboutSquawk(labels, squawk),
    squawkRules(labels, squawk),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function table(labels: readonly Label[], ours: Remarks, squawk: Remarks): string {
  const cells = (name: string, of: readonly Label[]) => {
    const hazards = found(of, ours, expected);
    const safe = quiet(of, ours, any);
    const none = (count: Count, text: string) => (count.total === 0 ? "" : text);
    const columns = [
      name,
      none(hazards, `${hazards.total}`),
      none(hazards, `${hazards.right}`),
      none(hazards, `${found(of, ours, any).right}`),
      none(hazards, `${found(of, squawk, onSubject).right} (${found(of, squawk, any).right})`),
      none(safe, `${safe.total}`),
      none(safe, `${safe.right}`),
      none(safe, `${quiet(of, squawk, onSubject).right} (${quiet(of, squawk, any).right})`),
    ];
    return `| ${columns.join(" | ")} |`;
  };
  const names = [...new Set(labels.map(({ rule }) => rule))];
  return [
    "| | hazards | found | any | squawk | safe | quiet | squawk |",
    "|---|---|---|---|---|---|---|---|",
    ...names.map((name) =>
      cells(
        `\`${name}\``,
        labels.filter(({ rule }) => rule === name),
      ),
    ),
    cells("**all**", labels),
  ].join("\n");
}

function summary(labels: readonly Label[], ours: Remarks): string {
  const hazards = found(labels, ours, expected);
  const places = found(labels, ours, (label, remark) => expected(label, remark) && isAtPlace(label, remark));
  const safe = quiet(labels, ours, any);
  return `${hazards.right} of ${hazards.total} hazards found, ${places.right} of them at the line that the label names; quiet on ${safe.right} of ${safe.total} safe cases`;
}

function missed(labels: readonly Label[], ours: Remarks): readonly string[] {
  const known = new Set(rules.map(({ name }) => name));
  return labels
    .filter((label) => label.hazard !== null && !speaks(label, ours, expected))
    .map((label) => {
      const said = (ours.get(label.name) ?? []).some((remark) => remark.rule === label.rule);
      const reason = said
        ? ", said as information only"
        : known.has(label.rule)
          ? ""
          : ", a rule that is not there yet";
      return `\`${label.name}\` (\`${label.rule}\`${reason})`;
    });
}

function falseAlarms(labels: readonly Label[], ours: Remarks): readonly string[] {
  return labels
    .filter((label) => label.hazard === null && speaks(label, ours, any))
    .map((label) => `\`${label.name}\`: ${spoke(label, ours, any)}`);
}

function others(labels: readonly Label[], ours: Remarks): readonly string[] {
  const other = (label: Label, remark: Remark) => !expected(label, remark);
  return labels
    .filter((label) => label.hazard !== null && speaks(label, ours, other))
    .map((label) => `\`${label.name}\` (\`${label.rule}\`): ${spoke(label, ours, other)}`);
}

/** The rules that spoke of a case, in an order. */
function spoke(label: Label, remarks: Remarks, accept: (label: Label, remark: Remark) => boolean): string {
  const counting = (remarks.get(label.name) ?? []).filter((remark) => remark.counts && accept(label, remark));
  return [...new Set(counting.map(({ rule }) => `\`${rule}\``))].sort().join(", ");
}

function aboutSquawk(labels: readonly Label[], squawk: Remarks): string {
  const unrendered = labels.filter(({ name }) => !squawk.has(name));
  const hazards = unrendered.filter(({ hazard }) => hazard !== null).length;
  return `It got what \`alembic upgrade before:head --sql\` renders. ${unrendered.length} cases (${hazards} hazards) can't be rendered without a database and count as not found, or as quiet.`;
}

/** Of how many hazards and safe cases each of squawk's rules spoke. */
function squawkRules(labels: readonly Label[], squawk: Remarks): string {
  const names = new Set([...squawk.values()].flat().map(({ rule }) => rule));
  const rows = [...names].sort().map((name) => {
    const by = (_label: Label, remark: Remark) => remark.rule === name;
    const safe = quiet(labels, squawk, by);
    const subject = squawkOnSubject.has(name) ? "yes" : "";
    return `| \`${name}\` | ${subject} | ${found(labels, squawk, by).right} | ${safe.total - safe.right} |`;
  });
  return ["| squawk's rule | on these subjects | of hazards | of safe cases |", "|---|---|---|---|", ...rows].join(
    "\n",
  );
}

function list(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? `${title}: none.` : `${title}:\n\n${entries.map((entry) => `- ${entry}`).join("\n")}`;
}
