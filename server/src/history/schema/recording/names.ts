import type { DatabaseObject, Operand, QualifiedName } from "../../../migration/database-object.ts";
import type { RecordedName, RecordedObject } from "../recorded-operation.ts";

/** A name as it is recorded. */
export function recordedName({ schema, name }: QualifiedName): RecordedName {
  return schema === null ? name.text : [schema.text, name.text];
}

/** An object as it is recorded. */
export function recordedObject({ type, schema, table, name }: DatabaseObject): RecordedObject {
  return {
    type,
    ...(schema === null ? {} : { schema: schema.text }),
    ...(table === null ? {} : { table: table.text }),
    ...(name === null ? {} : { name: name.text }),
  };
}

/** A table or other object that stands for itself. */
export function objectNamed(type: RecordedObject["type"], schema: Operand | null, name: Operand): RecordedObject {
  return recordedObject({ type, schema, table: null, name });
}
