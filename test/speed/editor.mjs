// Measures in a real VS Code, in its page: how soon a letter is seen, with the extension and without it; how long the extension takes to
// activate; what a large project costs before anybody has opened a migration. BROWSER_HOSTED_VSCODE says which VS Code, as for
// test/editor/launcher.mjs, MEASURED_VSIX where the packaged extension is.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { installExtension, startVsCodeServer } from "../../scripts/setup/vscode-server.mjs";
import { chromiumFlags } from "../editor/chromium.mjs";
import { EditorPage } from "../editor/page/editor-page.mjs";
import { writeGeneratedProject } from "./generated-project.ts";
import { migrationOf, typingLine } from "./long-migration.ts";
import { megabytes, milliseconds, percentile, row } from "./measure.ts";

const root = join(import.meta.dirname, "../..");
const vscode = JSON.parse(process.env.BROWSER_HOSTED_VSCODE ?? "null");
const keystrokes = 120;
const settings = {
  "editor.autoIndent": "none",
  "editor.wordBasedSuggestions": "off",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "files.autoSave": "off",
};

const scratch = mkdtempSync(join(tmpdir(), "alembic-guidelines-editor-speed-"));
try {
  for (const line of [...(await typing()), ...(await opening())]) console.log(line);
} finally {
  rmSync(scratch, { recursive: true });
}

/** Opens a folder in VS Code, with the extension or without it, and gives what `work` gives. */
async function inVsCode(name, folder, withExtension, work) {
  const data = join(scratch, name);
  const extensions = join(data, "extensions");
  if (withExtension) installExtension(vscode, process.env.MEASURED_VSIX, { data, extensions });
  const server = await startVsCodeServer(vscode, { data, extensions, settings });
  const browser = await chromium.launch({ executablePath: vscode.chromium, args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 640 }, locale: "en" });
    page.setDefaultTimeout(60_000);
    await page.goto(server.address(folder, { skipWelcome: "true" }));
    return await work(new EditorPage(page, scratch));
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** From a key that is pressed to the frame that shows its letter, in a migration of 1,500 lines. */
async function typing() {
  const folder = join(scratch, "examples");
  cpSync(join(root, "examples"), folder, { recursive: true });
  writeFileSync(join(folder, "migrations/versions/0012_long.py"), migrationOf(114));
  const measure = (withExtension) =>
    inVsCode(withExtension ? "with" : "without", folder, withExtension, async (editor) => {
      await editor.openFile("0012_long.py");
      if (withExtension) await editor.squiggle.waitFor();
      await editor.goToLine(typingLine + 1, 20);
      await editor.page.evaluate(() => {
        globalThis.latencies = [];
        addEventListener(
          "keydown",
          ({ timeStamp }) =>
            requestAnimationFrame(() => setTimeout(() => globalThis.latencies.push(performance.now() - timeStamp))),
          true,
        );
      });
      await editor.page.keyboard.type("x".repeat(keystrokes), { delay: 60 });
      const samples = await editor.page.evaluate(() => globalThis.latencies);
      return samples.slice(keystrokes / 4);
    });
  // By turns, so that what else the machine does meets both.
  const rounds = [];
  for (let round = 0; round < 2; round++) rounds.push({ without: await measure(false), with: await measure(true) });
  const figures = (name) => {
    const samples = rounds.flatMap((round) => round[name]);
    return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
  };
  const [without, having] = [figures("without"), figures("with")];
  const line = (what, { p50, p95 }) => row(what, `p50 ${milliseconds(p50)}`, `p95 ${milliseconds(p95)}`);
  return [
    line("key to frame, 1,500 lines, without the extension", without),
    line("the same with it", having),
    row("ratio", `p50 ${(having.p50 / without.p50).toFixed(2)}`, `p95 ${(having.p95 / without.p95).toFixed(2)}`),
  ];
}

/** What the extension takes to activate, and its server to do nothing in a project where no migration is open. */
async function opening() {
  const lines = [];
  for (const count of [10, 5_000]) {
    const folder = writeGeneratedProject(count);
    try {
      const line = await inVsCode(`of-${count}`, folder, true, async (editor) => {
        const { page } = editor;
        await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
        // The list has the slowest first, and holds no more than is seen.
        await page.setViewportSize({ width: 1120, height: 3_000 });
        await editor.run("Developer: Show Running Extensions");
        const ours = page
          .locator(".running-extensions-editor-container, .editor-instance")
          .getByText("Alembic Guidelines");
        await ours.first().waitFor();
        const activation = page
          .locator(".monaco-list-row", { hasText: "Alembic Guidelines" })
          .locator(".activation-time");
        await activation.waitFor();
        // What it would begin in the background has begun then.
        await page.waitForTimeout(5_000);
        const { cpu, memory } = serverUsage();
        return row(
          `a project of ${count.toLocaleString("en")}, no migration open`,
          `activation ${(await activation.textContent())?.match(/\d+ms/)?.[0]}`,
          `server: processor ${milliseconds(cpu)}`,
          `memory ${megabytes(memory)}`,
        );
      });
      lines.push(line);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return lines;
}

/** What the language server has used so far: time of the processors in milliseconds, resident memory in bytes. */
function serverUsage() {
  const processes = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  const line = processes.find((each) => each.includes(scratch) && each.includes("main.cjs server"));
  if (line === undefined) throw new Error("the language server does not run");
  const pid = line.trim().split(" ")[0];
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  // A hundred ticks a second and pages of 4 KiB, on every Linux that VS Code runs on.
  return { cpu: ticks * 10, memory: resident * 4096 };
}
