import { LanguageClient, modern, plain } from "../protocol/language-client.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import { longMigration, typingLine } from "./long-migration.ts";
import { milliseconds, percentile, row, timed } from "./measure.ts";

const path = "migrations/versions/0100_busy.py";

/** From each of `count` keystrokes to the diagnostics of the text it makes. */
export async function benchmarkKeystrokes(count = 400): Promise<string> {
  const project = new SampleProject();
  const client = await LanguageClient.start(modern);
  const uri = await client.open(project.path(path), longMigration);
  await client.pull(uri);
  const samples: number[] = [];
  for (let typed = 0; typed < count; typed++) {
    const at = { line: typingLine, character: 20 + (typed % 40) };
    const sample = await timed(async () => {
      await client.change(uri, { range: { start: at, end: at }, text: "x" });
      await client.pull(uri);
    });
    // The first ones warm up.
    if (typed >= 50) samples.push(sample);
    await client.change(uri, { range: { start: at, end: { ...at, character: at.character + 1 } }, text: "" });
  }
  await client.stop();
  project.remove();
  const lines = longMigration.split("\n").length - 1;
  return row(
    `keystroke to diagnostics, ${lines} lines`,
    `p50 ${milliseconds(percentile(samples, 0.5))}`,
    `p95 ${milliseconds(percentile(samples, 0.95))}`,
  );
}

/** From the start of the process to the first diagnostics of an opened file. */
export async function benchmarkStart(count = 10): Promise<string> {
  const project = new SampleProject();
  const samples: number[] = [];
  for (let run = 0; run < count; run++) {
    let client: LanguageClient | null = null;
    samples.push(
      await timed(async () => {
        client = await LanguageClient.start(plain);
        await client.pushed(await client.open(project.path(path), longMigration));
      }),
    );
    await (client as LanguageClient | null)?.stop();
  }
  project.remove();
  return row("spawn to first diagnostics", `p50 ${milliseconds(percentile(samples, 0.5))}`);
}
