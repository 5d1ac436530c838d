import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { squawkVersion } from "../benchmark/score/squawk-remarks.ts";
import { timed } from "./measure.ts";

const rounds = 3;

const parseAndWalk = `
import ast, json, sys, time, warnings
warnings.simplefilter("ignore")
sources = json.load(sys.stdin)
best = None
for _ in range(${rounds}):
    start = time.process_time()
    for source in sources:
        try:
            for node in ast.walk(ast.parse(source)):
                pass
        except SyntaxError:
            pass
    spent = time.process_time() - start
    best = spent if best is None or spent < best else best
print(best)
`;

/** How long Python itself takes to parse some sources and to walk through their trees, its start left out, in milliseconds; NaN without a Python. */
export function pythonTime(sources: readonly string[]): number {
  const { stdout } = spawnSync("python3", ["-c", parseAndWalk], { input: JSON.stringify(sources), encoding: "utf8" });
  return stdout === null || stdout === "" ? Number.NaN : Number(stdout) * 1000;
}

/** How long squawk takes on the SQL of some migrations, a file each, its start left out, in milliseconds; else why it could not be tried. */
export async function squawkTime(migrations: readonly (readonly string[])[]): Promise<number | string> {
  const named = [`--package=squawk-cli@${squawkVersion}`, "--call", "command -v squawk"];
  const { stdout, status } = spawnSync("npx", ["--yes", ...named], { encoding: "utf8" });
  const program = stdout?.trim() ?? "";
  if (status !== 0 || program === "") return `left out, npx could not get squawk-cli@${squawkVersion}`;
  const folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-squawk-"));
  try {
    const files = migrations.flatMap((texts, index) => {
      if (texts.length === 0) return [];
      const file = join(folder, `${index}.sql`);
      writeFileSync(file, texts.map((text) => `${text.replace(/[\s;]+$/, "")};\n`).join(""));
      return [file];
    });
    return (await timeOf(program, files)) - (await timeOf(program, ["--version"]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function timeOf(program: string, args: readonly string[]): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const run = () => spawnSync(program, ["--pg-version", "15", ...args], { maxBuffer: 256_000_000 });
    best = Math.min(best, await timed(run));
  }
  return best;
}
