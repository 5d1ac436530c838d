import type { DatabaseObject } from "../database-object.ts";
import type { Guard } from "../guard.ts";
import { implies } from "./implication.ts";

/** That an object is there, or is not, and what says so. */
export interface Claim {
  readonly object: DatabaseObject;
  readonly exists: boolean;
  readonly by: Extract<Guard, { kind: "existence" }>["by"];
}

/** What is known where a condition is true, and where it is not. */
export interface Claims {
  readonly whenTrue: readonly Claim[];
  readonly whenFalse: readonly Claim[];
}

export const noClaims: Claims = { whenTrue: [], whenFalse: [] };

/** Claims of a condition that is true exactly when the object is there. */
export function presence(object: DatabaseObject, by: Claim["by"]): Claims {
  return { whenTrue: [{ object, exists: true, by }], whenFalse: [{ object, exists: false, by }] };
}

export function opposite({ whenTrue, whenFalse }: Claims): Claims {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}

/** Of conditions that are all true. That they are not says only what each alone would say. */
export function together(parts: readonly Claims[]): Claims {
  return { whenTrue: distinct(parts.flatMap(({ whenTrue }) => whenTrue)), whenFalse: common(parts) };
}

/** Of conditions of which some is true. */
export function either(parts: readonly Claims[]): Claims {
  return opposite(together(parts.map(opposite)));
}

/** What follows from each of them when it is false: that a table is missing says that its column is. */
function common(parts: readonly Claims[]): readonly Claim[] {
  const lists = parts.map(({ whenFalse }) => whenFalse);
  return distinct(
    lists.flat().filter((claim) => lists.every((claims) => claims.some((each) => implies(each, claim) === true))),
  );
}

function distinct(claims: readonly Claim[]): readonly Claim[] {
  return [...new Map(claims.map((claim) => [keyOf(claim), claim])).values()];
}

function keyOf({ object, exists }: Claim): string {
  const { type, schema, table, name } = object;
  return JSON.stringify([type, schema, table, name, exists]);
}
