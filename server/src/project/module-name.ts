/** A dotted module name, as `helper-module` must be: a regular expression of Unicode. */
export const moduleNamePattern = "^[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*$";

const whole = new RegExp(moduleNamePattern, "u");

/** Tells a dotted module name from anything else. */
export function isModuleName(value: unknown): value is string {
  return typeof value === "string" && whole.test(value);
}
