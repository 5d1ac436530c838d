import { describe, expect, it } from "vitest";
import { asksFor, wantsKind } from "../../../server/src/lsp/code-actions/action-kinds.ts";

describe("kinds of code actions", () => {
  it.each([
    [["source"], true],
    [["source.fixAll"], true],
    [["quickfix", "source.fixAll.alembic-guidelines"], true],
    [[""], true],
    [["source.fix"], false],
    [["source.fixAll.alembic"], false],
    [["source.fixAll.alembic-guidelines.more"], false],
    [[], false],
  ])("%j asks for fix-all: %s", (only, asked) => {
    expect(asksFor("source.fixAll.alembic-guidelines", only)).toBe(asked);
  });

  it.each([undefined, []])("are all wanted, but none asked for, by a request that names none: %j", (only) => {
    expect(wantsKind("quickfix", only)).toBe(true);
    expect(asksFor("quickfix", only)).toBe(false);
  });
});
