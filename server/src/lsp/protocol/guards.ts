/** Tells an object, of which nothing else is known, from any other value. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells a list of what `isElement` knows from any other value. */
export function isListOf<Element>(
  value: unknown,
  isElement: (element: unknown) => element is Element,
): value is readonly Element[] {
  return Array.isArray(value) && value.every(isElement);
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}
