import type { Operand, QualifiedName } from "../../../server/src/migration/database-object.ts";
import type {
  Change,
  ColumnDefinition,
  ConstraintDefinition,
  DataType,
  Definition,
  SqlExpression,
} from "../../../server/src/migration/definition.ts";
import { nameInWords, objectInWords, operationInWords } from "../../../server/src/migration/in-words.ts";
import type { Operation } from "../../../server/src/migration/operation.ts";
import type { MigrationScript } from "../../../server/src/migration/script.ts";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";

/** Reads a migration with this `upgrade`: its body, or its whole definition. */
export async function scriptOf(source: string, imports = ""): Promise<MigrationScript> {
  const text = source.includes("def upgrade") ? source : `def upgrade():\n${source.replaceAll(/^/gm, "    ")}\n`;
  const all = `from sqlalchemy.dialects import postgresql\n${imports}`.trimEnd();
  const script = (await engine()).read(migration(text, all), true);
  if (script === null) throw new Error("no migration script");
  return script;
}

/** Operations, each as one line that has all that its directive says; `?` for what can't be known. */
export async function linesOf(source: string, imports = ""): Promise<readonly string[]> {
  return (await scriptOf(source, imports)).operations.map(lineOf);
}

function lineOf(operation: Operation): string {
  const guards = operation.guards.flatMap((guard) =>
    guard.kind === "existence"
      ? [`[${guard.by}: ${guard.exists ? "" : "no "}${objectInWords(guard.object)}]`]
      : [`[${guard.kind}]`],
  );
  return [detailsOf(operation), ...guards].join(" ").replaceAll("…", "?");
}

function detailsOf(operation: Operation): string {
  const words = operationInWords(operation);
  switch (operation.kind) {
    case "create":
      return `${words}${operation.orReplace ? " or replace" : ""}${operation.ifNotExists ? " if not exists" : ""}${definitionLine(operation.definition)}`;
    case "drop": {
      const { ifExists, cascade, concurrently } = operation;
      return [words, ifExists && "if exists", cascade && "cascade", concurrently && "concurrently"]
        .filter((part) => part !== false)
        .join(" ");
    }
    case "alter": {
      const was = operation.existingType === null ? "" : ` (was ${typeLine(operation.existingType)})`;
      return `${words}${operation.ifExists ? " if exists" : ""}${changeLine(operation.change)}${was}`;
    }
    case "rename":
      return `${words}${operation.ifExists ? " if exists" : ""}`;
    case "comment":
      return `${words}: ${operation.text === null ? "none" : (operation.text.text ?? "?")}`;
    case "insert": {
      const columns = operation.columns.map(({ name, type }) => `${text(name)} ${typeLine(type)}`).join(", ");
      const rows = operation.rows?.map((row) => `(${row.map((value) => value ?? "?").join(", ")})`).join("") ?? "?";
      return `${words} (${columns}): ${rows}${operation.onConflict ? " on conflict" : ""}`;
    }
    case "add enum value": {
      const { neighbor, ifNotExists, parsed } = operation;
      const place = neighbor === null ? "" : ` ${neighbor.position} ${text(neighbor.value)}`;
      return `${words}${ifNotExists ? " if not exists" : ""}${place}${parsed ? "" : " half typed"}`;
    }
    case "command":
      return `${words}${operation.concurrently ? " concurrently" : ""}`;
    default:
      return words;
  }
}

function definitionLine(definition: Definition | null): string {
  if (definition === null) return "";
  switch (definition.kind) {
    case "table": {
      const parts = [...definition.columns.map(columnLine), ...definition.constraints.map(constraintLine)];
      const { temporary, partitionOf, fromQuery } = definition;
      const kind = [temporary && "temporary", fromQuery && "from query", partitionOf && `of ${nameOf(partitionOf)}`];
      return `${kind.map((each) => (each ? ` ${each}` : "")).join("")}: ${parts.join("; ")}`;
    }
    case "column":
      return `: ${columnLine(definition)}`;
    case "constraint":
      return `: ${constraintLine(definition)}`;
    case "index": {
      const { unique, concurrently, columns, method, where } = definition;
      return [
        `: ${method}(${names(columns)})`,
        ...(unique ? ["unique"] : []),
        ...(concurrently ? ["concurrently"] : []),
        ...(where === null ? [] : [`where ${expressionLine(where)}`]),
      ].join(" ");
    }
    case "enum":
      return `: ${definition.labels?.map((label) => label ?? "?").join(" | ") ?? "?"}`;
  }
}

function columnLine(column: ColumnDefinition): string {
  const { name, type, nullable, generated, constraints } = column;
  return [
    text(name),
    typeLine(type),
    nullable === null ? "null?" : nullable ? "null" : "not null",
    ...(column.default === null ? [] : [`default ${expressionLine(column.default)}`]),
    ...(generated === null ? [] : [generated]),
    ...constraints.map((each) => `{${constraintLine(each)}}`),
  ].join(" ");
}

function constraintLine(constraint: ConstraintDefinition): string {
  const { name, type, columns, references, check, notValid, usingIndex } = constraint;
  return [
    type,
    ...(name === null ? [] : [text(name)]),
    ...(columns.length === 0 ? [] : [`(${names(columns)})`]),
    ...(references === null ? [] : [`-> ${nameOf(references.table)}(${names(references.columns)})`]),
    ...(check === null ? [] : [expressionLine(check)]),
    ...(notValid ? ["not valid"] : []),
    ...(usingIndex === null ? [] : [`using ${usingIndex}`]),
  ].join(" ");
}

function changeLine(change: Change): string {
  switch (change.kind) {
    case "type":
      return ` ${typeLine(change.type)}${change.using === null ? "" : ` using ${expressionLine(change.using)}`}`;
    case "nullable":
      return ` ${change.nullable}`;
    case "default":
      return ` ${change.default === null ? "none" : expressionLine(change.default)}`;
    case "identity":
      return ` ${change.change}`;
    case "schema":
      return ` ${text(change.schema)}`;
    case "attach partition":
    case "detach partition":
      return ` ${nameOf(change.partition)}${change.concurrently ? " concurrently" : ""}`;
    default:
      return "";
  }
}

function typeLine(type: DataType | null): string {
  if (type === null) return "?";
  const { schema, name, modifiers, array, enumeration } = type;
  const of = modifiers === null ? "(?)" : modifiers.length === 0 ? "" : `(${modifiers.join(", ")})`;
  return `${nameOf({ schema, name })}${of}${array ? "[]" : ""}${enumeration === null ? "" : ` <${enumeration.construct}>`}`;
}

/** What does not parse is marked: its text is of no use to a rule then. */
function expressionLine(expression: SqlExpression): string {
  if (expression.text === null) return "?";
  return expression.node === null ? `<${expression.text}>` : expression.text;
}

function names(columns: readonly (string | null)[]): string {
  return columns.map((column) => column ?? "?").join(", ");
}

function nameOf(name: QualifiedName): string {
  return nameInWords(name);
}

function text(operand: Operand | null): string {
  return operand?.text ?? "?";
}
