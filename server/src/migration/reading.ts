import type { Node } from "@pgsql/types";
import type { Span } from "../python/syntax.ts";
import type { Arguments } from "./directives/arguments.ts";
import type { Guard } from "./guard.ts";
import type { OperationContent } from "./operation.ts";
import type { SqlWords } from "./sql-words.ts";
import type { UnboundParameter } from "./unbound-parameters.ts";

/** An operation as far as its call or statement alone tells it. */
export interface Reading {
  readonly content: OperationContent;
  /** Where it stands in the Python source. */
  readonly span: Span;
  readonly statement: Node | null;
  /** Those of the statement; null where there is none. */
  readonly words: SqlWords | null;
  readonly directive: string | null;
  readonly inDoBlock: boolean;
  /** What the call or statement itself says that it runs under: `checkfirst=True`, a DO block's IF and EXCEPTION. */
  readonly guards: readonly Guard[];
  /** Those of the text that it stands in; none where that is not executed through `sqlalchemy.text`. */
  readonly unbound?: readonly UnboundParameter[];
  /** What a directive or the helper is given, by parameter. */
  readonly given?: Arguments;
}

/** The reading of a directive, or of a call that builds a database object. */
export function directiveReading(
  content: OperationContent,
  span: Span,
  directive: string,
  given: Arguments,
  guards: readonly Guard[] = [],
): Reading {
  return { content, span, statement: null, words: null, directive, inDoBlock: false, guards, given };
}
