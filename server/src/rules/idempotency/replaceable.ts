import type { Create } from "../../migration/operation.ts";
import type { Settings } from "../../settings.ts";

/** Whether CREATE OR REPLACE is known for what is created: for a trigger since PostgreSQL 14, for a constraint trigger never. */
export function isReplaceable({ object, statement }: Create, { postgresVersion }: Settings): boolean {
  if (object.type !== "trigger") return true;
  const isConstraint =
    statement !== null && "CreateTrigStmt" in statement && statement.CreateTrigStmt.isconstraint === true;
  return !isConstraint && postgresVersion !== null && postgresVersion >= 14;
}
