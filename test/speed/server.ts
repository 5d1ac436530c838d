import { LanguageClient, modern, plain } from "../protocol/language-client.ts";
import { SampleProject } from "../protocol/sample-project.ts";
import { migrationOf, typingLine } from "./long-migration.ts";
import { megabytes, milliseconds, percentile, row, timed } from "./measure.ts";
import { residentMemory } from "./resident-memory.ts";

const path = "migrations/versions/0100_busy.py";
/** Migrations of so many tables have about 150, 1,500 and 8,000 lines; in longer ones less is typed. */
export const lengths = [
  { tables: 10, keystrokes: 200 },
  { tables: 114, keystrokes: 80 },
  { tables: 613, keystrokes: 40 },
] as const;

/** From each keystroke to the diagnostics of the text it makes, in a migration of so many tables; and the server's memory after them. */
export async function benchmarkKeystrokes({ tables, keystrokes }: (typeof lengths)[number]): Promise<string> {
  const text = migrationOf(tables);
  const project = new SampleProject();
  const client = await LanguageClient.start(modern);
  const uri = await client.open(project.path(path), text);
  await client.pull(uri);
  const samples: number[] = [];
  for (let typed = 0; typed < keystrokes; typed++) {
    const at = { line: typingLine, character: 20 + (typed % 40) };
    const sample = await timed(async () => {
      await client.change(uri, { range: { start: at, end: at }, text: "x" });
      await client.pull(uri);
    });
    // The first ones warm up.
    if (typed >= keystrokes / 4) samples.push(sample);
    await client.change(uri, { range: { start: at, end: { ...at, character: at.character + 1 } }, text: "" });
  }
  const memory = residentMemory(client.pid);
  await client.stop();
  project.remove();
  const lines = (text.split("\n").length - 1).toLocaleString("en");
  return row(
    `keystroke to diagnostics, ${lines} lines`,
    `p50 ${milliseconds(percentile(samples, 0.5))}`,
    `p95 ${milliseconds(percentile(samples, 0.95))}`,
    `memory ${memory === null ? "unknown" : megabytes(memory)}`,
  );
}

/** From the start of the process to the first diagnostics of an opened file. */
export async function benchmarkStart(count = 10): Promise<string> {
  const project = new SampleProject();
  const text = migrationOf(10);
  const samples: number[] = [];
  for (let run = 0; run < count; run++) {
    let client: LanguageClient | null = null;
    samples.push(
      await timed(async () => {
        client = await LanguageClient.start(plain);
        await client.pushed(await client.open(project.path(path), text));
      }),
    );
    await (client as LanguageClient | null)?.stop();
  }
  project.remove();
  return row("spawn to first diagnostics", `p50 ${milliseconds(percentile(samples, 0.5))}`);
}
