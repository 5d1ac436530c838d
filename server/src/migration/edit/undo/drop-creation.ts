import type { Create } from "../../operation.ts";
import { dropStatement } from "../drop-statement.ts";
import { parametersOf } from "./parameters.ts";

/**
 * The statement that drops what an operation has created, and passes where it is gone already.
 * @param tableMayBeMissing the table that it belongs to may be gone too.
 * @returns null where its name can't be known.
 */
export function dropCreation(creation: Create, tableMayBeMissing: boolean): string | null {
  const { type } = creation.object;
  const parameters = type === "function" || type === "procedure" ? parametersOf(creation) : "";
  if (parameters === null) return null;
  return dropStatement(creation.object, { tableMayBeMissing, concurrently: isConcurrent(creation), parameters });
}

/** CONCURRENTLY: it waits for no one, and stands in no transaction. */
export function isConcurrent({ definition }: Create): boolean {
  return definition?.kind === "index" && definition.concurrently;
}
