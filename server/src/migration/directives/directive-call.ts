import type { PostgresParser } from "../../sql/postgres-parser.ts";
import { type Operand, type QualifiedName, unknownOperand } from "../database-object.ts";
import type { OperationContent } from "../operation.ts";
import type { Arguments } from "./arguments.ts";
import { operandOf } from "./operands.ts";

/** A directive's call, its arguments by name: what a batch determines is among them. */
export interface DirectiveCall {
  readonly given: Arguments;
  readonly inBatch: boolean;
  readonly parser: PostgresParser;
  /** Enum types that a table of this direction has created: no other table of the same run creates them again. */
  readonly createdTypes: Set<string>;
}

/** How a directive is called, and what it does. */
export interface DirectiveReader {
  /** Positional parameters, as Alembic 1.8 has them: later ones take fewer by position. */
  readonly parameters: readonly string[];
  /** Those of the batch operation; null where there is none. */
  readonly batch: readonly string[] | null;
  readonly read: (call: DirectiveCall) => readonly OperationContent[];
}

/** The table that a directive is about. */
export function tableOf(given: Arguments, name = "table_name", schema = "schema"): QualifiedName {
  return { schema: operandOf(given.some(schema)), name: operandOf(given.get(name)) ?? unknownOperand };
}

/** A name that the directive must be given. */
export function nameOf(given: Arguments, parameter: string): Operand {
  return operandOf(given.get(parameter)) ?? unknownOperand;
}
