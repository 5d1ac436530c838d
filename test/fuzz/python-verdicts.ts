import { spawnSync } from "node:child_process";
import type { Checked } from "./engine-properties.ts";
import type { Violation } from "./violation.ts";

const program = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
def parses(text):
    try:
        ast.parse(text)
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
for line in sys.stdin:
    pair = json.loads(line)
    print(int(parses(pair["before"]) and not parses(pair["after"])))
`;

/** Asks Python itself: fixes of a text that it can parse leave one that it can parse. */
export function pythonVerdicts(fixes: Checked["fixes"]): readonly Violation[] {
  const input = fixes.map(({ before, after }) => `${JSON.stringify({ before, after })}\n`).join("");
  const run = spawnSync("python3", ["-c", program], { input, encoding: "utf8", maxBuffer: 1e8 });
  if (run.error !== undefined || run.status !== 0) throw new Error(`Python can't be asked: ${run.error ?? run.stderr}`);
  const verdicts = run.stdout.trim().split("\n");
  return fixes.flatMap(({ message, after }, index) =>
    verdicts[index] === "1"
      ? [{ property: `Python rejects the fix: ${message.replace(/:.*/s, "")}`, detail: `${message}\n${after}` }]
      : [],
  );
}
