import type { Draft } from "./draft.ts";
import { addColumn, alterColumn, dropColumn, renameColumn } from "./effects/columns.ts";
import { createConstraint, dropConstraint } from "./effects/constraints.ts";
import { createIndex } from "./effects/indexes.ts";
import { createNamed, createOther, dropNamed, dropOther, renameOther, renameSchema } from "./effects/others.ts";
import { ownerOf, touchedTable } from "./effects/owner.ts";
import { attach, detach } from "./effects/partitions.ts";
import { createSequence, setOwner } from "./effects/sequences.ts";
import { createTable, dropRelation, moveRelation, renameConstraint } from "./effects/tables.ts";
import { addValue, createType, dropType, moveType, renameValue } from "./effects/types.ts";
import { createView } from "./effects/views.ts";
import type { Deed, RecordedObject } from "./recorded-operation.ts";

/** Does to a schema what an operation does when it is carried out and does not fail. */
export function carryOut(deed: Deed, draft: Draft): void {
  switch (deed.kind) {
    case "create":
      create(deed, draft);
      break;
    case "drop":
      drop(deed, draft);
      break;
    case "rename":
      rename(deed, draft);
      break;
    case "alter":
      alter(deed, draft);
      break;
    case "add value":
      addValue(draft, deed);
      break;
    case "rename value":
      renameValue(draft, deed);
      break;
    case "opaque": {
      const table = deed.table === undefined ? null : draft.relationNamed(deed.table);
      const owner = table === null ? null : touchedTable(draft, table);
      if (owner === null) draft.doubt(deed.types ?? null);
      else draft.doubtTable(owner.id);
      break;
    }
    case "end transaction":
    case "search path":
      return;
  }
}

function create(deed: Extract<Deed, { kind: "create" }>, draft: Draft): void {
  const { object } = deed;
  const ifNotExists = deed.ifNotExists === true;
  switch (object.type) {
    case "table":
    case "foreign table":
      createTable(draft, object, deed.table ?? { more: true }, ifNotExists);
      break;
    case "column":
      addColumn(draft, object, deed.column ?? { name: object.name ?? null, notNull: null }, ifNotExists);
      break;
    case "constraint":
      if (deed.constraint !== undefined) createConstraint(draft, object, deed.constraint, ifNotExists);
      break;
    case "index":
      createIndex(draft, object, deed.index ?? { columns: [null] }, ifNotExists);
      break;
    case "view":
    case "materialized view":
      createView(draft, object, deed.uses, { ifNotExists, orReplace: deed.orReplace === true });
      break;
    case "sequence":
      createSequence(draft, object, deed.ownedBy, ifNotExists);
      break;
    case "type":
    case "domain":
      createType(draft, object, deed.labels, ifNotExists);
      break;
    case "schema":
    case "extension":
      createNamed(draft, object.type, object, ifNotExists, deed.inSchema);
      break;
    default:
      createOther(draft, object, ifNotExists, deed.orReplace === true);
      break;
  }
}

function drop(deed: Extract<Deed, { kind: "drop" }>, draft: Draft): void {
  const { object } = deed;
  const [ifExists, cascade] = [deed.ifExists === true, deed.cascade === true];
  switch (object.type) {
    case "column":
      dropColumn(draft, object, ifExists, cascade);
      break;
    case "constraint":
      dropConstraint(draft, object, ifExists, cascade);
      break;
    case "table":
    case "foreign table":
    case "index":
    case "sequence":
    case "view":
    case "materialized view":
      dropRelation(draft, object, ifExists, cascade);
      break;
    case "type":
    case "domain":
      dropType(draft, object, ifExists, cascade);
      break;
    case "schema":
    case "extension":
      dropNamed(draft, object.type, object, ifExists, cascade);
      break;
    default:
      dropOther(draft, object, cascade);
      break;
  }
}

function rename(deed: Extract<Deed, { kind: "rename" }>, draft: Draft): void {
  const { object, to } = deed;
  switch (object.type) {
    case "column":
      renameColumn(draft, object, to);
      break;
    case "constraint": {
      const owner = ownerOf(draft, object);
      if (owner !== null && object.name != null) renameConstraint(draft, owner.id, object.name, to);
      return;
    }
    case "table":
    case "foreign table":
    case "index":
    case "sequence":
    case "view":
    case "materialized view":
      moveRelation(draft, object, to === null ? null : { name: to }, deed.ifExists === true);
      break;
    case "type":
    case "domain":
      moveType(draft, object, to === null ? null : { name: to });
      break;
    case "schema":
      renameSchema(draft, object.name ?? null, to);
      break;
    default:
      renameOther(draft, object, to);
      break;
  }
}

function alter(deed: Extract<Deed, { kind: "alter" }>, draft: Draft): void {
  const { object, change } = deed;
  switch (change.kind) {
    case "schema":
      setSchema(draft, object, change.schema, deed.ifExists === true);
      break;
    case "attach partition":
      attach(draft, object, change.partition);
      break;
    case "owner":
      setOwner(draft, object, change.owner);
      break;
    case "detach partition":
      detach(draft, change.partition);
      break;
    default:
      if (object.type === "column") alterColumn(draft, object, change, deed.ifExists === true);
  }
}

const relationTypes: ReadonlySet<string> = new Set([
  "table",
  "foreign table",
  "index",
  "sequence",
  "view",
  "materialized view",
]);

function setSchema(draft: Draft, object: RecordedObject, schema: string | null, ifExists: boolean): void {
  const to = schema === null ? null : { schema };
  if (object.type === "type" || object.type === "domain") moveType(draft, object, to);
  else if (relationTypes.has(object.type)) moveRelation(draft, object, to, ifExists);
  else draft.doubt([object.type]);
}
