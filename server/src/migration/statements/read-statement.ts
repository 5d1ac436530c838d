import type { PostgresParser } from "../../sql/postgres-parser.ts";
import type { RenderedSql } from "../../sql/sql-text.ts";
import type { SqlStatement } from "../../sql/statements.ts";
import type { OperationContent, TransactionControl } from "../operation.ts";
import type { Reading } from "../reading.ts";
import { type SqlSource, sourceSpan } from "../sql-operand.ts";
import { readEnumAddition, readEnumRemoval } from "./enum-statement.ts";

/** A statement, the text it stands in, and the Python that the text comes from. */
export interface StatementInPython {
  readonly statement: SqlStatement;
  readonly source: SqlSource;
  readonly rendered: RenderedSql;
}

/** What a SQL statement does: one operation, or several, as ALTER TABLE with several commands. */
export function readStatement(given: StatementInPython, parser: PostgresParser): readonly Reading[] {
  const { statement, source, rendered } = given;
  const span = sourceSpan(source, rendered, statement.start, statement.end);
  return contents(given, parser).map((content) => ({
    content,
    span,
    statement: statement.node,
    directive: null,
    inDoBlock: false,
    guards: [],
  }));
}

function contents({ statement, source, rendered }: StatementInPython, parser: PostgresParser): OperationContent[] {
  const addition = readEnumAddition(statement, source, rendered, parser);
  if (addition !== null) return [{ kind: "add enum value", through: "sql", helper: null, ...addition }];
  const removal = readEnumRemoval(statement, source);
  if (removal !== null) return [{ kind: "drop enum value", ...removal }];
  if (statement.node === null) return [{ kind: "broken sql" }];
  if ("TransactionStmt" in statement.node) {
    const command = commands[statement.node.TransactionStmt.kind ?? ""] ?? "other";
    return [{ kind: "transaction control", through: "sql", command }];
  }
  return [{ kind: "command", name: Object.keys(statement.node)[0] ?? "", concurrently: false, object: null }];
}

const commands: Readonly<Record<string, TransactionControl["command"]>> = {
  TRANS_STMT_BEGIN: "begin",
  TRANS_STMT_START: "begin",
  TRANS_STMT_COMMIT: "commit",
  TRANS_STMT_ROLLBACK: "rollback",
  TRANS_STMT_SAVEPOINT: "savepoint",
  TRANS_STMT_ROLLBACK_TO: "rollback to savepoint",
  TRANS_STMT_RELEASE: "release savepoint",
};
