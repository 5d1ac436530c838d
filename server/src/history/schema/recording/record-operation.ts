import type { Change, DataType } from "../../../migration/definition.ts";
import type { Operation } from "../../../migration/operation.ts";
import type { MigrationScript } from "../../../migration/script.ts";
import { linesOf } from "../../line-index.ts";
import type { Deed, RecordedChange, RecordedOperation } from "../recorded-operation.ts";
import { circumstancesOf, placeOf } from "./circumstances.ts";
import { ownerIn, recordedCreation } from "./creations.ts";
import { recordedType, sqlOf } from "./definitions.ts";
import { recordedName, recordedObject } from "./names.ts";
import { ofBroken, ofCommand, ofDirective, ofQuery } from "./opacity.ts";

const known = new WeakMap<Operation, readonly RecordedOperation[]>();

/** What is kept of one of a script's operations; nothing where it leaves the schema as it is. */
export function recordedOperation(operation: Operation, script: MigrationScript): readonly RecordedOperation[] {
  let recorded = known.get(operation);
  if (recorded === undefined) {
    recorded = record(operation, script);
    known.set(operation, recorded);
  }
  return recorded;
}

const understood = new Set<Operation["kind"]>(["create", "drop", "rename", "alter"]);

/** Whether an operation may do anything to the schema. */
export function isOpaque(operation: Operation, script: MigrationScript): boolean {
  return !understood.has(operation.kind) && recordedOperation(operation, script).some(({ kind }) => kind === "opaque");
}

function record(operation: Operation, script: MigrationScript): readonly RecordedOperation[] {
  const own = deedsOf(operation);
  // Whatever runs in an autocommit block, what came before it is committed.
  const deeds: readonly Deed[] =
    own.length === 0 && operation.transaction === "autocommit" ? [{ kind: "end transaction", command: "commit" }] : own;
  if (deeds.length === 0) return [];
  const at = placeOf(operation, linesOf(script));
  const circumstances = circumstancesOf(operation);
  // What begins with a property, and not with a copy, shares V8's hidden classes.
  return deeds.map((deed) => ({ at, ...deed, ...circumstances }));
}

function deedsOf(operation: Operation): readonly Deed[] {
  switch (operation.kind) {
    case "create":
      return recordedCreation(operation);
    case "drop": {
      const { object, ifExists, cascade } = operation;
      if (isOfDomain(operation)) return [];
      return [
        {
          kind: "drop",
          object: recordedObject(object),
          ...(ifExists ? { ifExists } : {}),
          ...(cascade ? { cascade } : {}),
        },
      ];
    }
    case "rename": {
      const { object, to, ifExists } = operation;
      if (isOfDomain(operation)) return [];
      return [{ kind: "rename", object: recordedObject(object), to: to.text, ...(ifExists ? { ifExists } : {}) }];
    }
    case "alter": {
      const { object, change, ifExists } = operation;
      const recorded = recordedChange(change);
      if (recorded === null || isOfDomain(operation)) return sequenceOwner(operation);
      return [{ kind: "alter", object: recordedObject(object), change: recorded, ...(ifExists ? { ifExists } : {}) }];
    }
    case "add enum value": {
      const { type, value, neighbor, ifNotExists, through } = operation;
      return [
        {
          kind: "add value",
          type: recordedName(type),
          value: value.text,
          ...(ifNotExists || through === "helper" ? { ifNotExists: true } : {}),
          ...(through === "helper" ? { helper: true } : {}),
          ...(neighbor === null ? {} : { neighbor: [neighbor.position, neighbor.value.text] }),
        },
      ];
    }
    case "rename enum value": {
      const { type, value, to } = operation;
      return [{ kind: "rename value", type: recordedName(type), value: value.text, to: to.text }];
    }
    case "transaction control":
      if (operation.command === "commit") return [{ kind: "end transaction", command: "commit" }];
      // In a handler it undoes what has failed.
      if (operation.command !== "rollback" && operation.command !== "rollback to savepoint") return [];
      return inHandler(operation) ? [] : [{ kind: "opaque" }];
    case "query":
      return ofQuery(operation);
    case "command":
      return ofCommand(operation);
    case "directive":
      return ofDirective(operation.name);
    case "broken sql":
      return ofBroken(operation);
    case "foreign call":
    case "opaque sql":
      return [{ kind: "opaque" }];
    default:
      return [];
  }
}

function inHandler({ origin }: Operation): boolean {
  return origin.frames.some((frame) => frame.kind === "try" && typeof frame.part !== "string");
}

/** True for what is about a domain's constraint: it belongs to no table. */
function isOfDomain({ statement }: Operation): boolean {
  if (statement === null) return false;
  return (
    "AlterDomainStmt" in statement ||
    ("RenameStmt" in statement && statement.RenameStmt.renameType === "OBJECT_DOMCONSTRAINT")
  );
}

/** What of a change is kept; null where it leaves alone what is known of an object. */
function recordedChange(change: Change): RecordedChange | null {
  switch (change.kind) {
    case "type":
      return { kind: "type", ...typeOf(change.type) };
    case "nullable":
      return { kind: "nullable", nullable: change.nullable };
    case "default":
      return { kind: "default", default: change.default === null ? null : sqlOf(change.default) };
    case "schema":
      return { kind: "schema", schema: change.schema.text };
    case "identity":
      return change.change === "set" ? null : { kind: "identity", change: change.change };
    case "attach partition":
    case "detach partition":
      return { kind: change.kind, partition: recordedName(change.partition) };
    case "validate":
      return null;
    case "other":
      if (change.command === "SET NOT NULL") return { kind: "nullable", nullable: null };
      return change.command === "DROP EXPRESSION" ? { kind: "default", default: null } : null;
  }
}

function typeOf(type: DataType | null) {
  return type === null ? {} : { type: recordedType(type) };
}

/** `ALTER SEQUENCE … OWNED BY`. */
function sequenceOwner({ statement }: Operation): readonly Deed[] {
  if (statement === null || !("AlterSeqStmt" in statement)) return [];
  const { sequence, options } = statement.AlterSeqStmt;
  const owner = ownerIn(options);
  if (owner === undefined || sequence === undefined) return [];
  const { schemaname, relname = "" } = sequence;
  const object = {
    type: "sequence",
    ...(schemaname === undefined ? {} : { schema: schemaname }),
    name: relname,
  } as const;
  return [{ kind: "alter", object, change: { kind: "owner", owner } }];
}
