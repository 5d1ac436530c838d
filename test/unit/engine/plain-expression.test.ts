import { describe, expect, it } from "vitest";
import { engine } from "../../engine.ts";
import { ownSeeds } from "../../fuzz/seeds.ts";

/** A text with a run of comments behind it is read from its tree alone. */
const commentRun = `\n${"# nothing\n".repeat(150)}`;

async function bothWays(source: string) {
  const { python } = (await engine()).parsers;
  return { plainly: python.parse(source).body, fromTree: python.parse(source + commentRun).body };
}

describe("an expression is read from its text as from its tree", () => {
  it.each([
    'f("a", b.c, d=None, e=[1, True, "x"])',
    'f("a" "b", c)',
    'f(x="a" "b", y=f(1))',
    'f("a", # why\n  b)',
    'f(\n  "a",\n  g(),\n)',
    "f(a.b (c))",
    "f(a\\\n.b)",
    "f(a . b)",
    'f(b"a", r"\\d", f"{x}", u"a")',
    "f('it\\'s', '\\x41\\n', '''a 'b' \\''' c''', '')",
    'f("""a\r\nb""")',
    "f(x == 1, y=1)",
    "f(x==1)",
    "f(x = 1)",
    "f(-1, 1.5, 0x10, 1_000, 1j, 007)",
    "f(not(x), await_(y), lambda: 1)",
    "f(*a, **b)",
    "f(x for x in y)",
    "f(a)(b)[c].d",
    "f([a for a in b], [*a], [], [a,])",
    "f((a), (a, b), {a: b}, {a})",
    "f(a if b else c, d or e)",
    "f(a := 1)",
    "f(ñ, a.ñ, ñ=1)",
    'f("ñ😀", g("b"))',
    "f(None.x, True(), print(1), match=1, type=type(a))",
    `${"f(".repeat(60)}1${")".repeat(60)}`,
    `${"[".repeat(410)}1${"]".repeat(410)}`,
    'f("a" % b, "a".format(c), "a" + d)',
    "f(a)\nwith f(a) as b, c: pass",
    "@f(a)\ndef g(x=f(1), *, y: h(2) = [1]): return k(x)",
    "a = b\na=1\na == b\na = b = c\na: int = 1\na: int\na += 1\na, b = c\na.b = c\na[0] = b\na = f(x) # why\na = (b)\na;b",
    "import a\nimport a.b, c as d\nimport a ,b\nimport a  as  b",
    "from a import b\nfrom .a.b import c as d, e\nfrom . import a\nfrom .. import (a, b)\nfrom . a import b",
    "from a import *\nfrom a import b # why\nfrom a import \\\n b\nfrom __future__ import annotations\nfrom ñ import ñ",
    "from from_a import import_b, a\nfrom a import a, b, c,d",
  ])("%s", async (source) => {
    const { plainly, fromTree } = await bothWays(source);
    expect(plainly).toEqual(fromTree);
  });

  it("in all of our migrations", async () => {
    const { python } = (await engine()).parsers;
    // What is damaged is read from its tree anyway.
    const sound = ownSeeds().filter(({ text }) => python.parse(text).damage.length === 0);
    expect(sound.length).toBeGreaterThan(300);
    for (const { text, name } of sound) {
      const { plainly, fromTree } = await bothWays(text);
      expect(plainly, name).toEqual(fromTree);
    }
  });
});
