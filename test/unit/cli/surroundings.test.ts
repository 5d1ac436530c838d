import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Surroundings } from "../../../server/src/cli/surroundings.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alembic-guidelines-surroundings-"));
  writeFileSync(join(folder, "alembic-guidelines.toml"), 'preset = "essential"\npostgres-version = 15\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

test("--preset counts before the settings file's, and alone", () => {
  const settings = (preset: "all" | null, isolated = false) =>
    new Surroundings({ isolated, config: null, preset, cache: false }).settings(join(folder, "0001.py"));
  expect(settings(null)).toMatchObject({ preset: "essential", postgresVersion: 15 });
  expect(settings("all")).toMatchObject({ preset: "all", postgresVersion: 15 });
  expect(settings("all", true)).toMatchObject({ preset: "all", postgresVersion: null });
  expect(settings(null, true)).toMatchObject({ preset: "guidelines" });
});
