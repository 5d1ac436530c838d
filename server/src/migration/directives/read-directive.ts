import type { Value } from "../../python/value.ts";
import type { CallEvent } from "../../python/world.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { OperationContent } from "../operation.ts";
import { directiveReading, type Reading } from "../reading.ts";
import { Arguments } from "./arguments.ts";
import { batchArguments, isBatch } from "./batch.ts";
import { insertDirectives } from "./bulk-insert.ts";
import { columnDirectives } from "./column-directives.ts";
import { constraintDirectives } from "./constraint-directives.ts";
import { ddlConstruct } from "./ddl-construct.ts";
import type { DirectiveReader } from "./directive-call.ts";
import { dmlConstruct } from "./dml-construct.ts";
import { indexDirectives } from "./index-directives.ts";
import { objectCall } from "./object-call.ts";
import { tableDirectives } from "./table-directives.ts";

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

/** Alembic's own directives (1.8 to 1.19), but for `execute`. */
const directives: ReadonlyMap<string, DirectiveReader> = new Map(
  [tableDirectives, columnDirectives, indexDirectives, constraintDirectives, insertDirectives].flatMap((group) =>
    Object.entries(group),
  ),
);

/**
 * What a directive of `alembic.op`, or of a `batch_alter_table`, does.
 * @param createdTypes the enum types that tables have created so far in this direction; added to.
 */
export function readDirective(
  event: CallEvent,
  name: string,
  parser: PostgresParser,
  createdTypes: Set<string>,
): readonly Reading[] {
  if (quiet.has(name)) return [];
  const { callee, values, node } = event;
  const batch = callee.kind === "member" && isBatch(callee.object) ? callee.object : null;
  const reader = directives.get(name);
  const parameters = batch === null ? reader?.parameters : reader?.batch;
  const given = new Arguments(values, parameters ?? [], batch === null ? undefined : batchArguments(batch));
  if (reader === undefined || parameters === undefined || parameters === null)
    return [directiveReading({ kind: "directive", name }, node.callee, name, given)];
  return reader
    .read({ given, inBatch: batch !== null, parser, createdTypes })
    .map((content) => directiveReading(content, node.callee, name, given));
}

/** What `create`, `drop`, `create_all` or `drop_all` of a SQLAlchemy object on the migration's connection does. */
export function readObjectCall(event: CallEvent, name: string, parser: PostgresParser): readonly Reading[] {
  const { callee, values, node } = event;
  const object = callee.kind === "member" ? callee.object : null;
  const itself =
    object === null
      ? []
      : ([["object", { start: node.callee.start, end: node.callee.end, value: object, expression: null }]] as const);
  const given = new Arguments(values, ["bind", "checkfirst"], new Map(itself));
  const known =
    object !== null && (name === "create" || name === "drop")
      ? objectCall({ object, given, call: node.callee, parser }, name === "create")
      : null;
  const contents = known ?? [{ content: { kind: "directive", name } as const, guards: [] }];
  return contents.map(({ content, guards }) => directiveReading(content, node.callee, name, given, guards));
}

/**
 * What executing a SQLAlchemy construct does: `sa.insert(table)`, `CreateSequence(…)`.
 * @param parameters what `execute` is given beside it; null for nothing.
 * @returns null when it is none that is understood.
 */
export function readConstruct(
  value: Value,
  parameters: Value | null,
  parser: PostgresParser,
): readonly OperationContent[] | null {
  const dml = dmlConstruct(value, parameters);
  return dml === null ? ddlConstruct(value, parser) : [dml];
}
