import type { QualifiedName } from "../migration/database-object.ts";
import type { ColumnDefinition } from "../migration/definition.ts";
import { assigned, isEnum } from "../migration/edit/enum-constructs.ts";
import { operationsModule } from "../migration/edit/with-block.ts";
import type { Create } from "../migration/operation.ts";
import type { MigrationScript } from "../migration/script.ts";
import type { Assignment, Call, Expression, Span } from "../python/syntax.ts";
import { isEnumCreation } from "../rules/enum-types/enum-creation.ts";

/** An enum type as a script defines it: by a SQLAlchemy type that a column has, or by `CREATE TYPE … AS ENUM`. */
export interface EnumPlace {
  readonly type: QualifiedName;
  readonly labels: readonly string[];
  /** The column whose directive names the type; null for SQL. */
  readonly column: DirectiveColumn | null;
}

/** A `sa.Column` of `op.create_table` or `op.add_column`. */
export interface DirectiveColumn {
  readonly operation: Create;
  readonly definition: ColumnDefinition;
  readonly call: Call;
  /** What stands for its type: the enum, or a variable that holds it. */
  readonly type: Expression;
  readonly assignment: Assignment | null;
}

/** The enum type at an offset; null where there is none, or its labels can't be known. */
export function enumAt(script: MigrationScript, offset: number): EnumPlace | null {
  for (const operation of script.operations) {
    if (operation.kind !== "create" || operation.direction !== "upgrade" || operation.origin.foreign) continue;
    if (isEnumCreation(operation) && operation.statement !== null && holds(operation.origin.call, offset))
      return placeOf(operation.object, operation.definition.labels, null);
    const column = columnAt(script, operation, offset);
    const { name, schema, enumeration, array } = column?.definition.type ?? {};
    if (column === null || name === undefined || enumeration == null || array || !enumeration.native) continue;
    return placeOf({ schema: schema ?? null, name }, enumeration.labels, column);
  }
  return null;
}

function placeOf(
  { schema, name }: { readonly schema: QualifiedName["schema"]; readonly name: QualifiedName["name"] | null },
  labels: readonly (string | null)[] | null,
  column: DirectiveColumn | null,
): EnumPlace | null {
  const known = labels?.filter((label) => label !== null) ?? [];
  if (name === null || name.text === null || known.length === 0 || known.length !== labels?.length) return null;
  return { type: { schema, name }, labels: known, column };
}

/** The column of a directive whose type stands at an offset. */
function columnAt(script: MigrationScript, operation: Create, offset: number): DirectiveColumn | null {
  const { definition, directive, origin } = operation;
  if (directive !== "create_table" && directive !== "add_column") return null;
  // A batch adds its columns when it ends.
  if (!isOn(origin.call, operationsModule(script).name)) return null;
  const columns = definition?.kind === "table" ? definition.columns : definition?.kind === "column" ? [definition] : [];
  for (const { value: call } of origin.call.arguments) {
    if (call.kind !== "call" || nameOf(call) !== "Column") continue;
    for (const { value: type } of call.arguments) {
      const assignment = type.kind === "name" ? assigned(script, type) : null;
      const construct = assignment?.value ?? type;
      if (construct.kind !== "call" || !isEnum(construct) || !(holds(type, offset) || holds(construct, offset)))
        continue;
      const found = columns.find(({ name }) => name?.text != null && name.text === textOf(call.arguments[0]?.value));
      return found === undefined ? null : { operation, definition: found, call, type, assignment };
    }
  }
  return null;
}

function isOn({ callee }: Call, module: string): boolean {
  return callee.kind === "attribute" && callee.object.kind === "name" && callee.object.id === module;
}

function nameOf({ callee }: Call): string | null {
  return callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : null;
}

function textOf(expression: Expression | undefined): string | null {
  if (expression?.kind !== "string") return null;
  return expression.parts.map((part) => (part.kind === "text" ? part.value : "")).join("");
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
