import type { Value } from "../../python/value.ts";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { unknownOperand } from "../database-object.ts";
import type { OperationContent } from "../operation.ts";
import { Arguments } from "./arguments.ts";
import { enumType } from "./enum-type.ts";
import { indexReading } from "./index-definition.ts";
import { creation, partOf, removal, tableObject, typeObject } from "./objects.ts";
import { isTrue, mayBeTrue, operandOf } from "./operands.ts";
import { sequenceObject } from "./sequence.ts";
import { sqlalchemyCall } from "./sqlalchemy-call.ts";
import { tableReading, typeCreation } from "./table.ts";
import { tableReference } from "./table-reference.ts";

/** What a DDL construct does to the element it is given; null where that can't be known. */
type ConstructReader = (element: Value, given: Arguments, parser: PostgresParser) => readonly OperationContent[] | null;

const readers: ReadonlyMap<string, ConstructReader> = new Map<string, ConstructReader>([
  ["CreateSchema", (_, given) => [creation(schemaObject(given), null, mayBeTrue(given.get("if_not_exists")))]],
  [
    "DropSchema",
    (_, given) => [
      removal(schemaObject(given), {
        ifExists: mayBeTrue(given.get("if_exists")),
        cascade: isTrue(given.get("cascade")),
      }),
    ],
  ],
  [
    "CreateSequence",
    (element, given) => {
      const sequence = sequenceObject(element);
      return sequence === null ? null : [creation(sequence, null, mayBeTrue(given.get("if_not_exists")))];
    },
  ],
  [
    "DropSequence",
    (element, given) => {
      const sequence = sequenceObject(element);
      return sequence === null ? null : [removal(sequence, { ifExists: mayBeTrue(given.get("if_exists")) })];
    },
  ],
  [
    // Of the table alone: neither its types nor its indexes.
    "CreateTable",
    (element, given, parser) => {
      const reference = tableReference(element);
      if (reference === null) return null;
      const { definition } = tableReading(reference.table, reference.given, parser);
      return [creation(tableObject(reference.table), definition, mayBeTrue(given.get("if_not_exists")))];
    },
  ],
  [
    "DropTable",
    (element, given) => {
      const reference = tableReference(element);
      if (reference === null) return null;
      return [removal(tableObject(reference.table), { ifExists: mayBeTrue(given.get("if_exists")) })];
    },
  ],
  [
    "CreateIndex",
    (element, given, parser) => {
      const index = indexReading(element, parser);
      if (index === null) return null;
      const object = partOf(index.table ?? noTable, "index", index.name);
      return [creation(object, index.definition, mayBeTrue(given.get("if_not_exists")))];
    },
  ],
  [
    "DropIndex",
    (element, given, parser) => {
      const index = indexReading(element, parser);
      if (index === null) return null;
      const { concurrently } = index.definition;
      const object = partOf(index.table ?? noTable, "index", index.name);
      return [removal(object, { ifExists: mayBeTrue(given.get("if_exists")), concurrently })];
    },
  ],
  [
    "CreateEnumType",
    (element) => {
      const type = enumType(element);
      return type === null ? null : [typeCreation(type, null)];
    },
  ],
  [
    "DropEnumType",
    (element) => {
      const type = enumType(element);
      return type === null ? null : [removal(typeObject({ schema: type.schema, name: type.name }))];
    },
  ],
]);

const noTable = { schema: null, name: null };

function schemaObject(given: Arguments) {
  return {
    type: "schema",
    schema: null,
    table: null,
    name: operandOf(given.get("element") ?? given.get("name")) ?? unknownOperand,
  } as const;
}

/** What executing a DDL construct does, as `sa.schema.CreateSequence(…)`; null for any other value. */
export function ddlConstruct(value: Value, parser: PostgresParser): readonly OperationContent[] | null {
  const call = sqlalchemyCall(value);
  const read = call === null ? undefined : readers.get(call.name);
  if (call === null || read === undefined) return null;
  const given = new Arguments(call.arguments, ["element"]);
  const element = given.get("element") ?? given.get("name");
  return element === null ? null : read(element.value, given, parser);
}
