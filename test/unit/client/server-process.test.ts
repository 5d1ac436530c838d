import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ServerProcess } from "../../../client/src/language-server/server-process.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-server-process-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Why a process ends that runs `source`. */
function endOf(source: string): Promise<string> {
  const program = join(folder, "program.cjs");
  writeFileSync(program, source);
  return new ServerProcess(program).ended();
}

it("tells the error that a server has ended with", async () => {
  expect(await endOf(`console.error("loading"); throw new RangeError("too much")`)).toBe(
    "RangeError: too much (exit code 1)",
  );
});

it("tells the status of a server that has said nothing", async () => {
  expect(await endOf("process.exit(3)")).toBe("exit code 3");
});

it("tells the signal that has ended a server", async () => {
  expect(await endOf(`process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 10_000)`)).toBe("ended by SIGKILL");
});
