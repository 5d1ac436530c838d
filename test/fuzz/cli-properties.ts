import { runCli } from "../protocol/run-cli.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import type { Mutant } from "./mutants.ts";
import type { Violation } from "./violation.ts";

/** What may be said of a file on standard error: everything else is a failure of ours. */
const allowed = [
  /^.*: not valid [-\w]+ \(byte \d+\)$/,
  /^.*: encoding '.*' is not supported$/,
  /^.*: '.*' can't be written in [-\w]+$/s,
  /^warning: no migration script found$/,
];

/** Has the real command line check mutants as files of one project, then repair them, then check what it has left. */
export function checkInCli(mutants: readonly Mutant[]): readonly Violation[] {
  const project = new SampleProject();
  try {
    for (const { number, bytes } of mutants) project.write(`migrations/versions/m${number}.py`, bytes);
    const first = run(project, []);
    const fixed = run(project, ["--fix", "--unsafe-fixes"]);
    const again = run(project, []);
    const differs = fixed.output !== again.output;
    return [
      ...first.violations,
      ...fixed.violations,
      ...again.violations,
      ...(differs
        ? [
            {
              property: "CLI: what --fix leaves is not what is found then",
              detail: difference(fixed.output, again.output),
            },
          ]
        : []),
    ];
  } finally {
    project.remove();
  }
}

function run(project: SampleProject, options: readonly string[]) {
  const violations: Violation[] = [];
  const note = (property: string, detail: string) =>
    violations.push({ property: `CLI ${["check", ...options].join(" ")}: ${property}`, detail });
  const { status, stdout, stderr } = runCli(project.folder, ["check", "--output-format", "json", ...options, "."]);
  if (status === null || status > 2) note("it ends with another status", `${status}\n${stderr.slice(0, 2000)}`);
  for (const line of stderr.split("\n").filter((each) => each !== "")) {
    if (!allowed.some((each) => each.test(line)))
      note(`it complains: ${line.replace(/^.*?: /, "").replace(/\d+/g, "N")}`, line);
  }
  const findings = findingsOf(stdout);
  if (findings === null) note("its output is no JSON", stdout.slice(-500));
  for (const finding of findings ?? []) {
    if (!isInOrder(finding)) note("a place ends before it begins", JSON.stringify(finding));
  }
  const lines = (findings ?? []).map(({ code, message, filename, location, end_location }) =>
    JSON.stringify({ code, message, filename, location, end_location }),
  );
  return { violations, output: lines.join("\n") };
}

interface Place {
  readonly row: number;
  readonly column: number;
}

interface JsonFinding {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
  readonly location: Place;
  readonly end_location: Place;
}

function findingsOf(output: string): readonly JsonFinding[] | null {
  try {
    const parsed: unknown = JSON.parse(output);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isInOrder({ location: start, end_location: end }: JsonFinding): boolean {
  const isPlace = ({ row, column }: Place) => row >= 1 && column >= 1;
  return (
    isPlace(start) && isPlace(end) && (start.row < end.row || (start.row === end.row && start.column <= end.column))
  );
}

function difference(before: string, after: string): string {
  const [lines, others] = [new Set(before.split("\n")), new Set(after.split("\n"))];
  const only = (these: ReadonlySet<string>, those: ReadonlySet<string>) =>
    [...these]
      .filter((line) => !those.has(line))
      .map((line) => line.slice(0, 300))
      .slice(0, 5)
      .join("\n");
  return `left by --fix:\n${only(lines, others)}\nfound then:\n${only(others, lines)}`;
}
