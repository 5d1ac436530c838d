import type { Module, Span, Statement } from "../python/syntax.ts";
import { blocksOf } from "./imports.ts";
import type { MigrationScript } from "./script.ts";

/** A rule's name in a suppression comment. */
export interface SuppressedRule extends Span {
  readonly name: string;
}

/** `# alembic-guidelines: ignore[rule-a, rule-b] why`, or `ignore-file[…]`. */
export interface Suppression {
  /** The comment, from its `#`. */
  readonly comment: Span;
  readonly rules: readonly SuppressedRule[];
  /** Findings that begin in here are suppressed. */
  readonly scope: Span;
}

const directive = /^#\s*alembic-guidelines:\s*(ignore|ignore-file)\s*\[([^\]]*)\]/;

/** The suppressions that a script's comments hold, in the order of the source. */
export function suppressionsOf({ module }: MigrationScript): readonly Suppression[] {
  const { source } = module;
  const found = new Map<number, Suppression>();
  for (const comment of module.comments) {
    const match = directive.exec(source.slice(comment.start, comment.end));
    if (match === null) continue;
    const [text, kind, list = ""] = match;
    const rules = namesIn(list, comment.start + text.length - 1 - list.length);
    const scope = kind === "ignore-file" ? { start: 0, end: source.length } : scopeOf(module, comment);
    found.set(comment.start, { comment, rules, scope });
  }
  return [...found.values()].sort((a, b) => a.comment.start - b.comment.start);
}

function namesIn(list: string, offset: number): readonly SuppressedRule[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { name: match[0], start, end: start + match[0].length };
  });
}

/**
 * What a comment speaks for: the statement on whose lines it stands or, alone on its line, the one below. Of a compound statement, its
 * head.
 */
function scopeOf(module: Module, comment: Span): Span {
  const statements = headsOf(module);
  const line = module.source.lastIndexOf("\n", comment.start - 1) + 1;
  const own = statements.findLast((span) => span.start < comment.start && span.end > line);
  if (own !== undefined) return own;
  return statements.find((span) => span.start > comment.start) ?? { start: comment.start, end: comment.end };
}

/** Simple statements whole, compound ones as far as their colon, sorted by start. */
function headsOf(module: Module): Span[] {
  const spans: Span[] = [];
  const visit = (statement: Statement): void => {
    const blocks = blocksOf(statement);
    const first = blocks.flatMap((block) => block[0] ?? [])[0];
    spans.push({
      start: statement.start,
      end: first === undefined ? statement.end : headEnd(module, statement, first),
    });
    for (const block of blocks) block.forEach(visit);
  };
  module.body.forEach(visit);
  return spans.sort((a, b) => a.start - b.start);
}

/** Behind the colon of a compound statement's head. */
function headEnd({ source, comments }: Module, statement: Statement, first: Statement): number {
  let colon = source.lastIndexOf(":", first.start);
  while (colon > statement.start && comments.some((comment) => comment.start < colon && colon < comment.end)) {
    colon = source.lastIndexOf(":", colon - 1);
  }
  return colon > statement.start ? colon + 1 : first.start;
}
