import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import { rules } from "../../server/src/rules/index.ts";
import { engine } from "../engine.ts";
import { findingsOf } from "../rule-case.ts";

const guideline = readFileSync(join(import.meta.dirname, "../../docs/alembic-migration-guidelines.md"), "utf8");

/** The Python block under a heading of the guideline, after the line that begins with `mark`. */
function block(heading: string, mark: string): string {
  const section = guideline.slice(guideline.indexOf(heading));
  const code = /```python\n(.*?)```/s.exec(section.slice(section.indexOf(mark)))?.[1];
  if (code === undefined) throw new Error(`no Python under ${heading}`);
  return code;
}

const header = `"""Add a value.

Revision ID: b
"""
from alembic import op
import sqlalchemy as sa

revision = "b"
down_revision = "a"


`;

/** What an excerpt of the guideline leaves out. */
const downgrade = `

def downgrade() -> None:
    raise NotImplementedError("an excerpt")
`;

/** A block of the guideline inside a whole migration: its imports go to the others. */
function wholeMigration(code: string): string {
  const imports = code.split("\n").filter((line) => line.startsWith("from "));
  const body = code.replace(/^from .*\n\n?/gm, "");
  const [top = "", rest = ""] = header.split("\n\nrevision");
  return `${[top, ...imports].join("\n")}\n\nrevision${rest}${body}${downgrade}`;
}

describe("§1", () => {
  const bad = wholeMigration(block("### 1. Adding Enum Values", "**❌ NEVER"));
  const good = wholeMigration(block("### 1. Adding Enum Values", "**✅ ALWAYS"));

  test("its ❌ is found", async () => {
    expect(findingsOf(await engine(), bad).map(({ rule, severity }) => ({ rule, severity }))).toEqual([
      { rule: "enum-add-in-try-except", severity: "error" },
    ]);
  });

  test("its ❌ becomes its ✅, to the character", async () => {
    const [finding] = findingsOf(await engine(), bad);
    expect(finding?.fix?.applicability).toBe("safe");
    expect(applyEdits(bad, finding?.fix?.edits ?? [])).toBe(good);
  });

  test("its ✅ is clean", async () => {
    expect(findingsOf(await engine(), good)).toEqual([]);
  });
});

describe("§2", () => {
  const good = wholeMigration(block("### 2. Adding Multiple Enum Values", "**✅ USE"));

  test("its ✅ is clean", async () => {
    expect(findingsOf(await engine(), good)).toEqual([]);
  });

  test("values added one by one, by the helper or by SQL, become it to the character", async () => {
    const loaded = await engine();
    const single = wholeMigration(block("### Pattern 1: Adding Enum Value", "```"));
    const [before = ""] = single.split("    safe_add_enum_value(");
    const calls = (call: (value: string) => string) =>
      ["value1", "value2", "value3"].map((value) => `    ${call(value)}\n`).join("");
    const sources = [
      before + calls((value) => `safe_add_enum_value('eventtype', '${value}')`) + downgrade,
      before.replace(/from alembic\.utils.*\n/, "") +
        calls((value) => `op.execute("ALTER TYPE eventtype ADD VALUE '${value}'")`) +
        downgrade,
    ];
    for (const source of sources) {
      const fix = findingsOf(loaded, source).find((finding) => finding.fix !== null)?.fix;
      expect(applyEdits(source, fix?.edits ?? [])).toBe(good);
    }
  });
});

describe("§3", () => {
  const bad = wholeMigration(block("### 3. Checking Schema Existence", "**❌ NEVER"));
  const good = wholeMigration(block("### 3. Checking Schema Existence", "**✅ ALWAYS"));

  test("its ❌ is found", async () => {
    expect(findingsOf(await engine(), bad).map(({ rule, severity }) => ({ rule, severity }))).toEqual([
      { rule: "schema-not-checked", severity: "error" },
    ]);
  });

  test("its ❌ becomes its ✅, to the character", async () => {
    const [finding] = findingsOf(await engine(), bad);
    expect(finding?.fix?.applicability).toBe("unsafe");
    expect(applyEdits(bad, finding?.fix?.edits ?? [])).toBe(good);
  });

  test("its ✅ is clean", async () => {
    expect(findingsOf(await engine(), good)).toEqual([]);
  });
});

test("its template is found to have no downgrade, and nothing else", async () => {
  const loaded = await engine();
  const template = block("## Migration Template", "Use this template");
  const found = findingsOf(loaded, template);
  expect(found.map(({ rule, start, end }) => [rule, template.slice(start, end)])).toEqual([
    ["downgrade-missing", "def downgrade() -> None:"],
  ]);
  expect(findingsOf(loaded, applyEdits(template, found[0]?.fix?.edits ?? []))).toEqual([]);
});

test("its patterns and its other examples trouble none of these rules", async () => {
  const loaded = await engine();
  const blocks = [...guideline.matchAll(/```python\n(.*?)```/gs)].map((match) => match[1] ?? "");
  expect(blocks).toHaveLength(10);
  const bad = ["### 1. Adding Enum Values", "### 3. Checking Schema Existence"].map((heading) =>
    block(heading, "**❌ NEVER"),
  );
  const excerpts = blocks.filter((each) => !bad.includes(each) && !each.includes("down_revision"));
  expect(excerpts).toHaveLength(7);
  for (const code of excerpts) expect(findingsOf(loaded, wholeMigration(code)), code).toEqual([]);
});

describe.each([
  ["Pattern 2", "### Pattern 2: Adding Column Safely"],
  ["Pattern 3", "### Pattern 3: Creating Index Safely"],
  ["Pattern 4", "### Pattern 4: Modifying Column Type Safely"],
  ["the template", "## Migration Template"],
])("%s", (_name, heading) => {
  const code = block(heading, "```");
  const source = code.includes("revision")
    ? code
    : wholeMigration(code).replace("\n\nrevision", "\nimport sqlalchemy as sa\n\nrevision");

  test("can be repeated, as it stands", async () => {
    const idempotency = new Set(rules.filter(({ group }) => group === "idempotency").map(({ name }) => name));
    const found = findingsOf(await engine(), source);
    expect(found.filter(({ rule }) => idempotency.has(rule))).toEqual([]);
  });
});

test("what lacks the clauses of Patterns 2 and 3 gets them, and becomes the patterns to the character", async () => {
  for (const [heading, clause] of [
    ["### Pattern 2: Adding Column Safely", "ADD COLUMN IF NOT EXISTS"],
    ["### Pattern 3: Creating Index Safely", "CREATE INDEX IF NOT EXISTS"],
  ] as const) {
    const good = wholeMigration(block(heading, "```")).replace("\n\nrevision", "\nimport sqlalchemy as sa\n\nrevision");
    const bad = good.replace(clause, clause.replace(" IF NOT EXISTS", ""));
    const finding = findingsOf(await engine(), bad).find(({ rule }) => rule === "missing-if-not-exists");
    expect(finding?.fix?.applicability).toBe("safe");
    expect(applyEdits(bad, finding?.fix?.edits ?? [])).toBe(good);
  }
});
