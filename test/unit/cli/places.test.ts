import { describe, expect, it } from "vitest";
import { Places } from "../../../server/src/cli/places.ts";

describe("places", () => {
  const text = "a\r\n😀b\rc\n";
  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [3, 2, 1],
    [5, 2, 2],
    [6, 2, 3],
    [7, 3, 1],
    [9, 4, 1],
  ])("of offset %i is row %i, column %i", (offset, row, column) => {
    expect(new Places(text).at(offset)).toEqual({ row, column });
  });

  it("give lines without their break", () => {
    const places = new Places(text);
    expect([1, 2, 3, 4, 5].map((row) => places.line(row))).toEqual(["a", "😀b", "c", "", ""]);
  });
});
