import { derivedText } from "../../python/text.ts";
import type { Value } from "../../python/value.ts";
import { unknownOperand } from "../database-object.ts";
import type { OperationContent } from "../operation.ts";
import { Arguments } from "./arguments.ts";
import { insertion } from "./bulk-insert.ts";
import { methodCall, sqlalchemyCall } from "./sqlalchemy-call.ts";
import { tableReference } from "./table-reference.ts";

/** `User.__table__.insert`, of a model that is imported. */
const modelTable = /\.__table__\.(insert|update|delete|select)$/;

/** Constructs that read. */
const queries = new Set(["select", "union", "union_all", "intersect", "except_", "exists"]);

/**
 * What executing `sa.insert(table)`, `table.update()`, `sa.select(…)` and the like does; null for any other value.
 * @param parameters what is given to `execute` beside it: rows, for an INSERT.
 */
export function dmlConstruct(value: Value, parameters: Value | null): OperationContent | null {
  const { root, methods } = unwound(value);
  const start = statementOf(root);
  if (start === null) return null;
  if (start.command === "select") return { kind: "query" };
  const table = start.table === null ? null : tableReference(start.table);
  if (start.command !== "insert")
    return { kind: "write", command: start.command, table: table?.table ?? { schema: null, name: unknownOperand } };
  const onConflict = methods.some(({ name }) => name.startsWith("on_conflict_do_"));
  return insertion(table, rowsOf(methods) ?? parameters, onConflict);
}

interface Method {
  readonly name: string;
  readonly given: Arguments;
  readonly keywords: Value;
}

type Command = "insert" | "update" | "delete" | "select";

/** `statement.where(…).returning(…)`: the statement that it starts from, and the methods called on it, first to last. */
function unwound(value: Value): { readonly root: Value; readonly methods: readonly Method[] } {
  const methods: Method[] = [];
  let root = value;
  for (let method = methodCall(root); method !== null && commandOf(method.name) === null; method = methodCall(root)) {
    const named = method.arguments.filter(({ keyword }) => keyword !== null);
    const keywords: Value = {
      kind: "mapping",
      entries: named.map((argument) => ({
        key: { kind: "text", text: derivedText(argument.keyword ?? "", argument) },
        value: argument.value,
      })),
    };
    methods.unshift({ name: method.name, given: new Arguments(method.arguments, ["first"]), keywords });
    root = method.object;
  }
  return { root, methods };
}

function commandOf(name: string): Command | null {
  if (name === "insert" || name === "update" || name === "delete") return name;
  return queries.has(name) ? "select" : null;
}

/** The command, and the table that `sa.update(table)` or `table.update()` is about. */
function statementOf(value: Value): { readonly command: Command; readonly table: Value | null } | null {
  const method = methodCall(value);
  if (method !== null) {
    const command = commandOf(method.name);
    // Whatever it is called on, and then executed, is a table.
    const isKnown = command !== "select" || tableReference(method.object) !== null;
    return command === null || !isKnown ? null : { command, table: method.object };
  }
  const ofModel = value.kind === "result" && value.of.kind === "reference" ? modelTable.exec(value.of.path)?.[1] : null;
  if (ofModel != null) return { command: commandOf(ofModel) ?? "select", table: null };
  const call = sqlalchemyCall(value);
  const command = call === null ? null : commandOf(call.name);
  return command === null ? null : { command, table: call?.arguments[0]?.value ?? null };
}

/** The rows given to `values(…)`; null when it is not called. */
function rowsOf(methods: readonly Method[]): Value | null {
  const values = methods.find(({ name }) => name === "values");
  if (values === undefined) return null;
  return values.given.get("first")?.value ?? values.keywords;
}
