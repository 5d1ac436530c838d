import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pc from "picocolors";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runCommandLine } from "../../../server/src/cli/program.ts";
import { lint } from "../../../server/src/lint.ts";
import { noProgress } from "../../../server/src/project/indexing/progress.ts";

vi.mock("../../../server/src/lint.ts", { spy: true });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

it("A rule that fails is named, the others report, and the status tells that not everything was checked", async () => {
  const path = join(folder, "a.py");
  writeFileSync(path, 'revision = "1"\ndown_revision = None\n');
  vi.mocked(lint).mockReturnValue({
    findings: [{ rule: "fine", severity: "error", message: "Found", start: 0, end: 8, fix: null }],
    suppressed: [],
    failures: [{ rule: "broken", error: new Error("oops\nand more") }],
  });
  const out: unknown[] = [];
  const complaints: string[] = [];
  const status = await runCommandLine(["check", path, "--output-format", "concise"], {
    colors: pc.createColors(false),
    columns: null,
    out: (text) => out.push(text),
    complain: (line) => complaints.push(line),
    progress: noProgress,
  });
  expect(complaints).toEqual([`${path}: rule broken failed: oops`]);
  expect(out.join("")).toBe(`${path}:1:1: error[fine] Found\nFound 1 finding: 1 error.\n`);
  expect(status).toBe(2);
});
