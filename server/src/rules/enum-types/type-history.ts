import type { Context } from "../../context.ts";
import type { Place } from "../../history/place.ts";
import type { RevisionHistory } from "../../history/revision-history.ts";
import type { ObjectName, Presence } from "../../history/schema/objects.ts";
import { recordUpgrade } from "../../history/schema/recorded-operation.ts";
import { replay } from "../../history/schema/replay.ts";
import type { Schema } from "../../history/schema/schema.ts";
import { known, type QualifiedName } from "../../migration/database-object.ts";
import type { MigrationScript } from "../../migration/script.ts";

/** Whether a type is there when `upgrade` begins; `unknown` where the history, or a part of it that matters, is not understood. */
export function typeBefore(history: RevisionHistory | null, type: QualifiedName): Presence {
  const name = objectName(type);
  if (history === null || name === null) return "unknown";
  const schema = history.before();
  const presence = schema.has("type", name.schema, name.name);
  // Where the search path leads elsewhere, it may be the other one.
  return presence === "absent" && type.schema === null && schema.mayLieElsewhere(name.name) ? "unknown" : presence;
}

/** Where an earlier revision created a type. */
export function typePlace(history: RevisionHistory | null, type: QualifiedName): Place | null {
  const name = objectName(type);
  return name === null ? null : (history?.before().placeOf("type", name.schema, name.name) ?? null);
}

/** The schema that a script's `upgrade` leaves behind; null where the other revisions are not known. */
export function schemaAfter(script: MigrationScript, { history, environment }: Context): Schema | null {
  if (history === null || history.node === null) return null;
  const namingConvention = environment?.namingConvention ?? null;
  return replay(history.before(), recordUpgrade(script), history.node, { namingConvention });
}

/** A name as the history has it: what is not qualified is in `public`. Null where a part can't be known. */
export function objectName({ schema, name }: QualifiedName): ObjectName | null {
  if (name.text === null || schema?.text === null) return null;
  return { schema: schema?.text ?? "public", name: name.text };
}

/** A name as migrations write it: without a schema for what is in `public`. */
export function writtenName({ schema, name }: ObjectName): QualifiedName {
  return { schema: schema === "public" ? null : known(schema), name: known(name) };
}
