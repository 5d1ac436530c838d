import { describe, expect, it } from "vitest";
import { surroundingAt, textsWithWord } from "../../../server/src/python/caret.ts";

/** What the `‸` of a text lies in. */
function at(marked: string): string {
  const offset = marked.indexOf("‸");
  const surrounding = surroundingAt(marked.slice(0, offset) + marked.slice(offset + 1), offset);
  switch (surrounding.kind) {
    case "string":
      return surrounding.quote;
    case "comment":
      return `# at ${surrounding.start}`;
    case "code":
      return "code";
  }
}

describe("what a place lies in", () => {
  const cases: readonly (readonly [text: string, surrounding: string])[] = [
    ["‸", "code"],
    ["x = ‸'a'", "code"],
    ["x = '‸a'", "'"],
    ["x = 'a‸'", "'"],
    ["x = 'a'‸", "code"],
    ["x = '‸'", "'"],
    ["x = ''‸", "code"],
    ["x = 'a\\'‸'", "'"],
    ['x = "it\'s ‸"', '"'],
    ['x = """a\n‸"""', '"""'],
    ['x = """a"""‸', "code"],
    ['x = """a"" ‸', '"""'],
    // Left open, a string ends with its line.
    ["x = 'a‸", "'"],
    ["x = 'a\n‸", "code"],
    ["x = 'a\ny = '‸'", "'"],
    ["# it's ‸", "# at 0"],
    ["x  # y‸", "# at 3"],
    ["# y\n‸", "code"],
    ["x = '# ‸'", "'"],
  ];
  it.each(cases)("%s", (text, surrounding) => {
    expect(at(text)).toBe(surrounding);
  });
});

describe("a text with a word in it", () => {
  it("is closed where it is left open: its string, its brackets, and nothing of other statements", () => {
    const source = "f(\nx = g(['a', 'b\ny = 1\n";
    const texts = textsWithWord(source, source.indexOf("b") + 1, "W", "'");
    expect(texts).toEqual([
      { text: "f(\nx = g(['a', 'bW\ny = 1\n", isCut: false },
      { text: "f(\nx = g(['a', 'bW'])\ny = 1\n", isCut: true },
      { text: "f(\nx = g(['a', 'bW'])", isCut: true },
    ]);
  });
});
