import { expect, it } from "vitest";
import { limitedText, type Text, unknownPiece } from "../../../server/src/python/text.ts";

it("a text that is put together with itself again and again has been unknown for long, and stays one piece", () => {
  const span = { start: 0, end: 5 };
  let text: Text = [{ value: "SELECT 1;", start: 0, end: 9, verbatim: false, expression: null }];
  let pieces = 0;
  for (let doublings = 0; doublings < 1_500; doublings++) {
    text = limitedText([...text, ...text], span);
    pieces += text.length;
  }
  expect(text).toEqual([unknownPiece(span, null)]);
  // Of known pieces, as many as the limit lets through; then one each time.
  expect(pieces).toBeLessThan(20_000);
});
