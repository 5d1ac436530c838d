import { describe, expect, it } from "vitest";
import { indentationStep } from "../../../server/src/migration/edit/layout.ts";

describe("a step of indentation", () => {
  it("is that of the functions, not of a list in the docstring", () => {
    const source = (indent: string) =>
      `"""Split the states.\n\nChanges:\n   - one\n   - two\n"""\n\n\ndef upgrade() -> None:\n${indent}pass\n`;
    expect(indentationStep(source("    "))).toBe("    ");
    expect(indentationStep(source("  "))).toBe("  ");
    expect(indentationStep(source("\t"))).toBe("\t");
  });

  it("is found below a head of several lines, after blank lines and a comment", () => {
    expect(indentationStep("def upgrade(\n        engine: str,\n) -> None:  # of all\n\n   pass\n")).toBe("   ");
    expect(indentationStep("async def upgrade():\r\n  pass\r\n")).toBe("  ");
  });

  it("is four spaces where nothing tells", () => {
    expect(indentationStep("revision = '1'\n")).toBe("    ");
  });
});
