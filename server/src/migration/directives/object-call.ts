import type { Span } from "../../python/syntax.ts";
import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { DatabaseObject } from "../database-object.ts";
import type { Guard } from "../guard.ts";
import type { OperationContent } from "../operation.ts";
import type { Arguments } from "./arguments.ts";
import { checkfirst } from "./checkfirst.ts";
import { enumType } from "./enum-type.ts";
import { indexReading } from "./index-definition.ts";
import { creation, partOf, removal, tableObject, typeObject } from "./objects.ts";
import { sequenceObject } from "./sequence.ts";
import { tableReading, typeCreation } from "./table.ts";
import { tableReference } from "./table-reference.ts";

/** A thing that an object's `create` or `drop` does, and the look at the catalog before it. */
export interface GuardedContent {
  readonly content: OperationContent;
  readonly guards: readonly Guard[];
}

interface ObjectCall {
  readonly object: Value;
  readonly given: Arguments;
  readonly call: Span;
  readonly parser: PostgresParser;
}

type ObjectReader = (call: ObjectCall, creates: boolean) => readonly GuardedContent[] | null;

const readers: readonly ObjectReader[] = [enumeration, table, sequence, index];

/** What `create` or `drop` of a SQLAlchemy object does; null where the object can't be known. */
export function objectCall(call: ObjectCall, creates: boolean): readonly GuardedContent[] | null {
  for (const read of readers) {
    const found = read(call, creates);
    if (found !== null) return found;
  }
  return null;
}

/** `sa.Enum` looks first only when told to, `postgresql.ENUM` unless told not to (SQLAlchemy 1.4 to 2.1). */
function enumeration({ object, given, call }: ObjectCall, creates: boolean): readonly GuardedContent[] | null {
  const type = enumType(object);
  if (type === null) return null;
  if (!type.enumeration.native) return [];
  const looks = type.enumeration.construct === "postgresql.ENUM";
  const target = typeObject({ schema: type.schema, name: type.name });
  return [
    {
      content: creates ? typeCreation(type, null) : removal(target),
      guards: checkfirst(given, looks, target, !creates, call),
    },
  ];
}

/** A table comes with its enum types, and goes with them. Each is looked for by itself. */
function table({ object, given, call, parser }: ObjectCall, creates: boolean): readonly GuardedContent[] | null {
  const reference = tableReference(object);
  if (reference === null) return null;
  const target = tableObject(reference.table);
  const guards = checkfirst(given, false, target, !creates, call);
  const { definition, types, after } = tableReading(reference.table, reference.given, parser);
  const ofTypes = types.map((type): GuardedContent => {
    const created = typeCreation(type, reference.table.schema);
    const typeTarget = "object" in created && created.object !== null ? created.object : target;
    return {
      content: creates ? created : removal(typeTarget),
      guards: [...guards, ...checkfirst(given, false, typeTarget, !creates, call)],
    };
  });
  return creates
    ? [...ofTypes, ...[creation(target, definition), ...after].map((content) => ({ content, guards }))]
    : [{ content: removal(target), guards }, ...ofTypes];
}

function sequence({ object, given, call }: ObjectCall, creates: boolean): readonly GuardedContent[] | null {
  const target = sequenceObject(object);
  if (target === null) return null;
  return [
    {
      content: creates ? creation(target, null) : removal(target),
      guards: checkfirst(given, true, target, !creates, call),
    },
  ];
}

function index({ object, given, call, parser }: ObjectCall, creates: boolean): readonly GuardedContent[] | null {
  const reading = indexReading(object, parser);
  if (reading === null) return null;
  const { name, definition } = reading;
  const target: DatabaseObject = partOf(reading.table ?? { schema: null, name: null }, "index", name);
  return [
    {
      content: creates ? creation(target, definition) : removal(target, { concurrently: definition.concurrently }),
      guards: checkfirst(given, false, target, !creates, call),
    },
  ];
}
