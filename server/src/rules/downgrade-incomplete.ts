import type { Rule } from "./rule.ts";
export const downgradeIncomplete: Rule = {
  name: "downgrade-incomplete",
  description: "`downgrade` leaves something that `upgrade` has created, or drops it in an order that fails.",
  group: "downgrade",
  guideline: ["§6"],
  severity: "warning",
  fix: "unsafe",
  *check() {},
};
