import { describe, expect, it } from "vitest";
import { applyEdits, type TextEdit } from "../../server/src/migration/edit/text-edit.ts";
import { repair } from "../../server/src/repair.ts";
import type { FileChange, Finding } from "../../server/src/rules/finding.ts";

function finding(
  start: number,
  end: number,
  edits: readonly TextEdit[],
  fileChanges: readonly FileChange[] = [],
): Finding {
  const fix = { applicability: "safe" as const, message: "Fix it", edits, fileChanges };
  return { rule: "some-rule", severity: "warning", message: "Wrong", start, end, fix };
}

/** Finds each `x`; the fix makes it a `y` and puts an `i` before everything, unless one is there. */
function findCrosses(text: string): Finding[] {
  return Array.from(text.matchAll(/x/g), ({ index }) => {
    const replacement = { start: index, end: index + 1, text: "y" };
    return finding(
      index,
      index + 1,
      text.startsWith("i") ? [replacement] : [{ start: 0, end: 0, text: "i" }, replacement],
    );
  });
}

const everything = { accept: () => true, changeFiles: () => false };

describe("repair", () => {
  it("applies fixes that meet in turn, not twice", () => {
    expect(repair("x x x", { ...everything, find: findCrosses })).toEqual({ text: "iy y y", findings: [] });
  });

  it("comes to the same end with hundreds of them, without reading the text for each", () => {
    let reads = 0;
    const find = (text: string) => {
      reads++;
      return findCrosses(text);
    };
    expect(repair("x ".repeat(300), { ...everything, find })?.text).toBe(`i${"y ".repeat(300)}`);
    expect(reads).toBeLessThan(30);
  });

  it.each([
    [12, 13],
    [99, 14],
    [100, 3],
    [700, 3],
  ])("of %i fixes that leave one import unused, the last sees that; it takes %i readings", (count, readings) => {
    let reads = 0;
    const find = (text: string) => {
      reads++;
      const uses = [...text.matchAll(/lib\.x/g)];
      const unused = uses.length === 1 ? [{ start: 0, end: "import lib;".length, text: "" }] : [];
      return uses.map(({ index }) =>
        finding(index, index + 5, [...unused, { start: index, end: index + 5, text: "y" }]),
      );
    };
    const source = `import lib;${" lib.x".repeat(count)}`;
    expect(repair(source, { ...everything, find })?.text).toBe(" y".repeat(count));
    expect(reads).toBe(readings);
  });

  it("leaves alone what is not accepted, and what is no migration", () => {
    expect(repair("x", { ...everything, find: findCrosses, accept: () => false })).toMatchObject({ text: "x" });
    expect(repair("x", { ...everything, find: () => null })).toBeNull();
  });

  it("takes back a fix after which the text is no migration, and goes on with the others", () => {
    const find = (text: string) => (text.includes("!") ? null : [...bang(text), ...findCrosses(text)]);
    const bang = (text: string) => [finding(0, 1, [{ start: text.length, end: text.length, text: "!" }])];
    expect(repair("x", { ...everything, find })?.text).toBe("iy");
  });

  it("leaves out a fix that does not clear its finding, and goes on with the others", () => {
    // A fuzzed table name that SQL could not hold had 500 checks written around its creation, one inside the other.
    const grow = (text: string) => finding(0, 1, [{ start: 0, end: 0, text: `${text.length % 7}` }]);
    const find = (text: string) => [{ ...grow(text), rule: "other-rule" }, ...findCrosses(text)];
    expect(repair("x", { ...everything, find })?.text).toBe("iy");
  });

  it("ends with fixes that bring about each other's findings", () => {
    const flip = (text: string) => [
      { ...finding(0, 1, [{ start: 0, end: 1, text: text === "a" ? "b" : "a" }]), message: `It is ${text}` },
    ];
    expect(repair("a", { ...everything, find: flip })?.text).toBe("b");
    const grow = (text: string) => [
      { ...finding(0, 1, [{ start: 0, end: 0, text: `${text.length % 7}` }]), message: `${text.length} characters` },
    ];
    expect(repair("", { ...everything, find: grow })?.text).toMatch(/^\d+$/);
  });

  it("leaves out a fix whose edits overlap", () => {
    const find = (text: string) =>
      text === "abc"
        ? [
            finding(0, 1, [
              { start: 0, end: 2, text: "1" },
              { start: 1, end: 3, text: "2" },
            ]),
          ]
        : [];
    expect(repair("abc", { ...everything, find })?.text).toBe("abc");
  });

  it("changes other files before it looks at the text again, and leaves out a fix that can't", () => {
    const change: FileChange = { path: "/helper.py", content: "", action: { kind: "create" } };
    let isThere = false;
    const find = (_text: string) => (isThere ? [] : [finding(0, 1, [{ start: 0, end: 1, text: "b" }], [change])]);
    const done = repair("a", {
      find,
      accept: () => true,
      changeFiles: (changes) => {
        expect(changes).toEqual([change]);
        isThere = true;
        return true;
      },
    });
    expect(done).toEqual({ text: "b", findings: [] });
    isThere = false;
    expect(repair("a", { ...everything, find })).toMatchObject({ text: "a" });
  });
});

describe("applyEdits", () => {
  it("is what the fixes' edits mean", () => {
    expect(
      applyEdits("abc", [
        { start: 1, end: 2, text: "X" },
        { start: 3, end: 3, text: "!" },
      ]),
    ).toBe("aXc!");
  });
});
