import type { Node } from "@pgsql/types";
import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { BrokenSql, OperationContent } from "../operation.ts";
import type { Reading } from "../reading.ts";
import { sourceSpan, writtenSpan } from "../sql-operand.ts";
import { sqlWords } from "../sql-words.ts";
import { objectAlterations } from "./alter-objects.ts";
import { tableAlterations } from "./alter-table.ts";
import { command, commands } from "./commands.ts";
import { objectCreations } from "./create-objects.ts";
import { tableCreations } from "./create-table.ts";
import { bodyError, readDoBlock } from "./do-block.ts";
import { objectDrops } from "./drop-objects.ts";
import { readEnumAddition, readEnumRemoval } from "./enum-statement.ts";
import { renames } from "./rename-objects.ts";
import { schemaStatements } from "./schema-statement.ts";
import type { StatementKind } from "./statement-kinds.ts";
import { type StatementInPython, StatementText } from "./statement-text.ts";
import { writes } from "./write-statements.ts";

const kinds: ReadonlyMap<string, StatementKind[1]> = new Map([
  ...tableCreations,
  ...objectCreations,
  ...schemaStatements,
  ...tableAlterations,
  ...objectAlterations,
  ...objectDrops,
  ...renames,
  ...writes,
  ...commands,
]);

/** What a SQL statement does: one operation, or several, as ALTER TABLE with several commands. */
export function readStatement(given: StatementInPython, parser: PostgresParser): readonly Reading[] {
  const { statement, source, rendered } = given;
  if (statement.node !== null && "DoStmt" in statement.node) {
    const inner = readDoBlock(statement.node.DoStmt, given, parser, (each) => readStatement(each, parser));
    // A body that runs no SQL is a command like any other.
    if (inner !== null && inner.length > 0) return inner;
  }
  const span = sourceSpan(source, rendered, statement.start, statement.end);
  const words = sqlWords(source, rendered, statement, parser);
  return contents(given, parser).map((content) => ({
    content,
    span,
    statement: statement.node,
    words,
    directive: null,
    inDoBlock: false,
    guards: [],
  }));
}

function contents(given: StatementInPython, parser: PostgresParser): readonly OperationContent[] {
  const { statement, source, rendered } = given;
  const addition = readEnumAddition(statement, source, rendered, parser);
  if (addition !== null) return [{ kind: "add enum value", through: "sql", helper: null, ...addition }];
  const message =
    statement.node !== null && "DoStmt" in statement.node ? bodyError(statement.node.DoStmt, given, parser) : null;
  if (message !== null) return [{ kind: "broken sql", command: "DO", calls: [], error: { message, span: null } }];
  const removal = readEnumRemoval(statement, source);
  if (removal !== null) return [{ kind: "drop enum value", ...removal }];
  if (statement.node === null) return [broken(given)];
  return contentsOf(statement.node, new StatementText(given, parser));
}

function broken({
  statement,
  source,
  rendered,
}: StatementInPython): Pick<BrokenSql, "kind" | "command" | "calls" | "error"> {
  const { tokens, error, start } = statement;
  const calls = tokens.filter(
    ({ kind }, index) => (kind === "identifier" || kind === "keyword") && tokens[index + 1]?.text === "(",
  );
  const isParameter =
    error !== null &&
    source.driverParameters &&
    // `=%s` begins with an operator to PostgreSQL's scanner.
    rendered.sql.slice(start + error.start, start + error.end).endsWith("%");
  return {
    kind: "broken sql",
    command: tokens[0]?.text.toUpperCase() ?? null,
    calls: [...new Set(calls.map(({ text }) => text.toLowerCase()))],
    error:
      error === null || isParameter
        ? null
        : { message: error.message, span: writtenSpan(source, rendered, start + error.start, start + error.end) },
  };
}

function contentsOf(node: Node, text: StatementText): readonly OperationContent[] {
  const kind = Object.keys(node)[0] ?? "";
  return kinds.get(kind)?.(node, text) ?? [command(wordsOf(kind))];
}

/** `AlterCollationStmt` is ALTER COLLATION. */
function wordsOf(kind: string): string {
  return kind
    .replace(/Stmt$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}
