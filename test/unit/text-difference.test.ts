import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/migration/edit/text-edit.ts";
import { textDifference } from "../../server/src/text-difference.ts";

describe("textDifference", () => {
  it("gives the lines that differ, as one edit each", () => {
    expect(textDifference("a\nb\nc\nd\n", "a\nB\nc\n")).toEqual([
      { start: 2, end: 4, text: "B\n" },
      { start: 6, end: 8, text: "" },
    ]);
    expect(textDifference("", "a\n")).toEqual([{ start: 0, end: 0, text: "a\n" }]);
    expect(textDifference("a\r\n", "a\r\n")).toEqual([]);
  });

  it("turns any text into any other", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\n", "\r\n", "😀")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyEdits(before, textDifference(before, after))).toBe(after);
      }),
    );
  });
});
