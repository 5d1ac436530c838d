import type { DatabaseObject } from "../database-object.ts";
import type { Claim } from "./claim.ts";

/** Objects that an answer of the database lists. */
export interface Listing {
  /** What each of them is; the name null. */
  readonly object: DatabaseObject;
  readonly by: Claim["by"];
  /** Each is given by its name; by a dictionary or row with it; `record`: there is one, given by a dictionary. */
  readonly elements: "names" | "records" | "rows" | "record";
}
