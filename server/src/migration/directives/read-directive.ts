import type { CallEvent } from "../../python/world.ts";
import { directiveReading, type Reading } from "../reading.ts";

/** Of `alembic.op`: what does nothing to the database. */
const quiet = new Set([
  "get_bind",
  "get_context",
  "f",
  "inline_literal",
  "batch_alter_table",
  "implementation_for",
  "register_operation",
]);

/** What a directive of `alembic.op`, or of a `batch_alter_table`, does. */
export function readDirective(event: CallEvent, name: string): readonly Reading[] {
  if (quiet.has(name)) return [];
  return [directiveReading({ kind: "directive", name }, event.node.callee, name)];
}

/** What `create`, `drop`, `create_all` or `drop_all` of a SQLAlchemy object on the migration's connection does. */
export function readObjectCall(event: CallEvent, name: string): readonly Reading[] {
  return [directiveReading({ kind: "directive", name }, event.node.callee, name)];
}
