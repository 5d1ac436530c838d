import { describe, test } from "vitest";
import { checkCase } from "../../rule-case.ts";

const rule = "revision-header-mismatch";

function script(docstring: string, variables: string): string {
  return `"""Add the plan.\n\n${docstring}\nCreate Date: 2026-11-22\n\n"""\n${variables}\n\ndef upgrade():\n    pass\n`;
}

const plain = 'revision = "b"\ndown_revision = "a"\n';

describe(rule, () => {
  const found: readonly [story: string, docstring: string, fixed: string, variables?: string][] = [
    ["another id", "Revision ID: ⟦x⟧\nRevises: a", "Revision ID: b\nRevises: a"],
    ["another parent", "Revision ID: b\nRevises: ⟦x⟧", "Revision ID: b\nRevises: a"],
    ["both, as in a copy", "Revision ID: ⟦a⟧\nRevises: ⟦x⟧", "Revision ID: b\nRevises: a"],
    ["several words", "Revision ID: b\nRevises: ⟦a, the users⟧", "Revision ID: b\nRevises: a"],
    ["spaces around", "  Revision ID:   ⟦x⟧  \nRevises: a", "  Revision ID:   b  \nRevises: a"],
    ["no parent where there is one", "Revision ID: b\n⟦Revises:⟧ ", "Revision ID: b\nRevises: a"],
    ["no parent, and no space", "Revision ID: b\n⟦Revises:⟧", "Revision ID: b\nRevises: a"],
    ["a parent of the first revision", "Revises: ⟦a⟧", "Revises: ", 'revision = "b"\ndown_revision = None\n'],
    ["one of two parents", "Revises: ⟦a⟧", "Revises: c, a", 'revision = "b"\ndown_revision = ("c", "a")\n'],
    ["two parents where there is one", "Revises: ⟦a, c⟧", "Revises: a"],
  ];
  test.each(found)("%s", (_story, docstring, fixed, variables = plain) =>
    checkCase(rule, {
      severity: "info",
      source: script(docstring, variables),
      fixed: script(fixed, variables),
    }),
  );

  test("in a text of CRLF lines", () =>
    checkCase(rule, {
      source: script("Revision ID: ⟦x⟧\nRevises: a", plain).replaceAll("\n", "\r\n"),
      fixed: script("Revision ID: b\nRevises: a", plain).replaceAll("\n", "\r\n"),
    }));

  test("no fix where the id can't stand in a docstring", () =>
    checkCase(rule, { source: script("Revision ID: ⟦x⟧", "revision = 'b\"'\ndown_revision = None\n"), fixed: null }));

  const silent: readonly [story: string, docstring: string, variables?: string][] = [
    ["the same", "Revision ID: b\nRevises: a"],
    ["no such lines", "It is needed."],
    ["two parents in another order", "Revises: a, c", 'revision = "b"\ndown_revision = ("c", "a")\n'],
    ["two parents as Python writes them", "Revises: ('c', 'a')", 'revision = "b"\ndown_revision = ("c", "a")\n'],
    ["a parent in quotes", 'Revises: "a"'],
    ["no parent, said as None", "Revises: None", 'revision = "b"\ndown_revision = None\n'],
    ["no parent, said as Alembic does", "Revises: <base>", 'revision = "b"\ndown_revision = None\n'],
    ["no parent, said by nothing", "Revises: ", 'revision = "b"\ndown_revision = ()\n'],
    [
      "variables that can't be known",
      "Revision ID: x\nRevises: y",
      "import os\n\nrevision = os.environ['REVISION']\ndown_revision = os.environ['PARENT']\n",
    ],
  ];
  test.each(silent)("silent: %s", (_story, docstring, variables = plain) =>
    checkCase(rule, { source: script(docstring, variables) }),
  );

  test("silent: a script without a docstring", () =>
    checkCase(rule, { source: `${plain}\n\ndef upgrade():\n    """Revision ID: x"""\n` }));

  test("the parent is left alone while no script has it", () =>
    checkCase(rule, {
      source: script("Revision ID: ⟦x⟧\nRevises: a", 'revision = "b"\ndown_revision = "lost"\n'),
      others: { "a.py": script("Revision ID: a", 'revision = "a"\ndown_revision = None\n') },
      beside: ["revision-parent-missing"],
    }));
});
