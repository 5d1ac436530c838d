import type { Node, RangeVar } from "@pgsql/types";
import { offsetsOf } from "../../sql/offsets.ts";
import type { PostgresParser, Token } from "../../sql/postgres-parser.ts";
import type { RenderedSql } from "../../sql/sql-text.ts";
import { unknownIn } from "../../sql/sql-text.ts";
import type { SqlStatement } from "../../sql/statements.ts";
import type { Operand, QualifiedName } from "../database-object.ts";
import type { SqlExpression } from "../definition.ts";
import { operand, type SqlSource } from "../sql-operand.ts";
import { expressionText } from "./expression-text.ts";
import { qualified } from "./identifier-text.ts";

/** A statement, the text it stands in, and the Python that the text comes from. */
export interface StatementInPython {
  readonly statement: SqlStatement;
  readonly source: SqlSource;
  readonly rendered: RenderedSql;
}

/** What the names, labels and expressions in a statement's tree are, placeholders and all. */
export class StatementText {
  private scanned: readonly Token[] | null | undefined;

  constructor(
    readonly given: StatementInPython,
    readonly parser: PostgresParser,
  ) {}

  operand(text: string): Operand {
    return operand(this.given.source, text);
  }

  /** A name or label; null where it holds a placeholder. */
  label(text: string): string | null {
    return unknownIn(text) === null ? text : null;
  }

  /** The object named by these parts, outermost first. */
  name(parts: readonly string[]): QualifiedName {
    return qualified(parts, (part) => this.operand(part));
  }

  relation(relation: RangeVar | undefined): QualifiedName {
    const { schemaname, relname = "" } = relation ?? {};
    return this.name(schemaname === undefined ? [relname] : [schemaname, relname]);
  }

  /** An expression; its text is looked for when it is first asked for, as that takes parsing it again. */
  expression(node: Node): SqlExpression {
    let text: string | null | undefined;
    const find = () => this.textOf(node);
    return {
      get text() {
        if (text === undefined) text = find();
        return text;
      },
      node,
    };
  }

  private textOf(node: Node): string | null {
    const text = expressionText(node, this.tokens(), this.given.statement.byteStart, this.slice, this.parser);
    return text === null ? null : this.label(text);
  }

  private get text(): string {
    const { statement, rendered } = this.given;
    return rendered.sql.slice(statement.start, statement.end);
  }

  private tokens(): readonly Token[] {
    this.scanned ??= this.parser.scan(this.text)?.filter(({ kind }) => kind !== "comment") ?? null;
    return this.scanned ?? [];
  }

  private readonly slice = (first: Token, last: Token): string => {
    const { text } = this;
    const offsets = offsetsOf(text);
    return text.slice(offsets.fromBytes(first.byteStart), offsets.fromBytes(last.byteEnd));
  };
}
