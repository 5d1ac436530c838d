import type { Operand, QualifiedName } from "./database-object.ts";

/** Whether two names are one object's: `perhaps` where a part can't be known, or only one of them has a schema. */
export type Sameness = "same" | "perhaps" | "different";

/** Compares two schema-qualified names, as PostgreSQL stores them. */
export function sameness(a: QualifiedName, b: QualifiedName): Sameness {
  const names = ofOperands(a.name, b.name);
  if (names === "different") return names;
  if (a.schema === null && b.schema === null) return names;
  // Which schema an unqualified name is found in depends on the search path.
  if (a.schema === null || b.schema === null) return "perhaps";
  const schemas = ofOperands(a.schema, b.schema);
  return schemas === "same" ? names : schemas;
}

function ofOperands(a: Operand, b: Operand): Sameness {
  if (a.text === null || b.text === null) return "perhaps";
  return a.text === b.text ? "same" : "different";
}
