interface OfDocument {
  readonly uri: string;
  /** The version of the document that the action was offered for. */
  readonly version: number;
}

/**
 * What an action carries to find its edit again: the fix of one finding, all fixes (of one rule), those that make a function repeatable, or a
 * suppression.
 */
export type ActionData = OfDocument &
  (
    | {
        readonly fix: "one";
        readonly rule: string;
        readonly start: number;
        readonly end: number;
        readonly message: string;
      }
    | { readonly fix: "all"; readonly rule: string | null }
    | { readonly fix: "repeatable"; readonly function: string }
    | {
        readonly fix: "suppress";
        readonly where: "statement" | "file";
        readonly rule: string;
        readonly start: number;
      }
  );

/** Tells our own data, come back from the client, from anything else. */
export function isActionData(value: unknown): value is ActionData {
  if (typeof value !== "object" || value === null) return false;
  const data: Readonly<Record<string, unknown>> = { ...value };
  if (typeof data.uri !== "string" || typeof data.version !== "number") return false;
  if (data.fix === "all") return data.rule === null || typeof data.rule === "string";
  if (data.fix === "repeatable") return typeof data.function === "string";
  if (data.fix === "suppress") {
    return (
      (data.where === "statement" || data.where === "file") &&
      typeof data.rule === "string" &&
      typeof data.start === "number"
    );
  }
  return (
    data.fix === "one" &&
    typeof data.rule === "string" &&
    typeof data.start === "number" &&
    typeof data.end === "number" &&
    typeof data.message === "string"
  );
}
