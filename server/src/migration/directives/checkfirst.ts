import type { Span } from "../../python/syntax.ts";
import type { DatabaseObject } from "../database-object.ts";
import type { Guard } from "../guard.ts";
import type { Arguments } from "./arguments.ts";
import { flagOf } from "./operands.ts";

/**
 * The look at the catalog that `checkfirst` makes before an object is created or dropped.
 * @param missing whether it looks where nothing is said.
 * @param call where the call stands.
 */
export function checkfirst(
  given: Arguments,
  missing: boolean,
  object: DatabaseObject,
  exists: boolean,
  call: Span,
): readonly Guard[] {
  const argument = given.get("checkfirst");
  // What can't be known may be a check.
  if (flagOf(argument, missing) === false) return [];
  const { start, end } = argument ?? call;
  return [{ kind: "existence", object, exists, by: "checkfirst", start, end }];
}
