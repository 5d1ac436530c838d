/** Tells a dotted module name, as `helper-module` must be, from anything else. */
export function isModuleName(value: unknown): value is string {
  return typeof value === "string" && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(value);
}
