import { expect, it } from "vitest";
import { BackOff } from "../../../client/src/language-server/back-off.ts";

it("starts a server again, later each time, and gives up on one that keeps ending", () => {
  const backOff = new BackOff();
  expect([0, 1, 2, 3, 4].map((second) => backOff.next(second * 1_000))).toEqual([0, 1_000, 4_000, 16_000, null]);
});

it("forgets ends that are three minutes old", () => {
  const backOff = new BackOff();
  for (const second of [0, 10, 20, 30]) backOff.next(second * 1_000);
  expect(backOff.next(191_000)).toBe(4_000);
});

it("begins anew when somebody has asked for a start", () => {
  const backOff = new BackOff();
  for (const second of [0, 1, 2, 3, 4]) backOff.next(second * 1_000);
  backOff.forget();
  expect(backOff.next(5_000)).toBe(0);
});
