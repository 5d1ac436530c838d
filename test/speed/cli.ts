import { spawnSync } from "node:child_process";
import { inTry } from "../protocol/migrations.ts";
import { runCli } from "../protocol/run-cli.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import { milliseconds, percentile, row, timed } from "./measure.ts";

/** The command line on one migration, and on a hundred, beside a Node.js that does nothing. */
export async function benchmarkCli(count = 10): Promise<string> {
  const one = new SampleProject({ "migrations/versions/0001.py": inTry });
  const many = new SampleProject();
  for (let index = 0; index < 100; index++) many.write(`migrations/versions/${index}.py`, inTry);
  const samples: Record<"bare" | "one" | "many", number[]> = { bare: [], one: [], many: [] };
  for (let run = 0; run < count; run++) {
    samples.bare.push(await timed(() => spawnSync(process.execPath, ["-e", "0"])));
    samples.one.push(await timed(() => runCli(one.folder, ["check"])));
    samples.many.push(await timed(() => runCli(many.folder, ["check"])));
  }
  one.remove();
  many.remove();
  const bare = percentile(samples.bare, 0.5);
  const figure = (name: "one" | "many") => {
    const median = percentile(samples[name], 0.5);
    return `${milliseconds(median)} (${(median / bare).toFixed(1)} × node -e 0)`;
  };
  return [row("check, one migration", figure("one")), row("check, a hundred migrations", figure("many"))].join("\n");
}
