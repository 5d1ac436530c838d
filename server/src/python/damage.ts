import type { Span } from "./syntax.ts";

interface Bracket {
  readonly closing: string;
  readonly line: number;
  readonly indentation: number;
}

const startsStatement =
  /^(?:@|(?:async|class|def|del|for|from|if|import|pass|raise|return|try|while|with)\b|[A-Za-z_][\w.]*[ \t]*(?:\(|\.|:(?!=)|[-+*/%|&]?=(?!=)))/;

const endsUnfinished = /(?:[=.+\-*/%&|^<>~@]|(?<![\w.])(?:and|as|from|import|in|is|not|or))[ \t]*\r?$/;

const startsBlock = /^[ \t]*(?:async[ \t]+)?(?:elif|except|for|if|while|with)\b/;

/** How a source with a syntax error is laid out, found without a parser, which puts the error somewhere else as often as not. */
export interface Layout {
  /** Lines on which a string, bracket or operator is left open, as happens while they are typed; without indentation. */
  readonly unfinished: readonly Span[];
  /** Bracketed text over several lines, from the beginning of the line that opens it to the closing bracket. */
  readonly groups: readonly Span[];
  /** What closes the text and brackets that the end of the source leaves open, as in a file typed from top to bottom. */
  readonly closing: string;
}

/** Reads the layout of `text`. */
export function layoutOf(text: string): Layout {
  const unfinished = new Set<number>();
  const groups: Span[] = [];
  let brackets: Bracket[] = [];
  let line = 0;
  let indentation = indentationOf(text, 0);
  let code = 0;
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (character === "\n") {
      if (brackets.length === 0 && isUnfinished(text.slice(line, code))) unfinished.add(line);
      position++;
      const first = brackets[0];
      const next = indentationOf(text, position);
      if (
        first !== undefined &&
        next <= first.indentation &&
        startsStatement.test(text.slice(position + next, position + next + 80))
      ) {
        unfinished.add(first.line);
        brackets = [];
      }
      line = position;
      code = position;
      indentation = next;
    } else if (character === "#") {
      position = endOfLine(text, position);
    } else if (character === '"' || character === "'") {
      const end = endOfString(text, position);
      if (end === null && endsInText(text, position)) {
        const mark = text[position] ?? "";
        // One or two of the closing quotes may be there already.
        const there =
          text.length - position > 4 ? (text.endsWith(mark.repeat(2)) ? 2 : text.endsWith(mark) ? 1 : 0) : 0;
        return { unfinished: spans(text, unfinished), groups, closing: mark.repeat(3 - there) + closingOf(brackets) };
      }
      if (end === null) {
        unfinished.add(line);
        brackets = brackets.filter((bracket) => bracket.line !== line);
        position = endOfLine(text, position);
      } else {
        position = end;
      }
      code = position;
    } else {
      const closing = closings[character ?? ""];
      if (closing !== undefined) brackets.push({ closing, line, indentation });
      else if (character === ")" || character === "]" || character === "}") {
        const opened = brackets.pop();
        if (opened !== undefined && brackets.length === 0 && opened.line < line)
          groups.push({ start: opened.line, end: position + 1 });
      }
      position++;
      if (character !== " " && character !== "\t" && character !== "\r") code = position;
    }
  }
  return { unfinished: spans(text, unfinished), groups, closing: closingOf(brackets) };
}

const closings: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function closingOf(brackets: readonly Bracket[]): string {
  return brackets
    .map(({ closing }) => closing)
    .reverse()
    .join("");
}

function spans(text: string, lines: ReadonlySet<number>): readonly Span[] {
  return [...lines].map((start) => lineSpan(text, start));
}

/** True when the text that opens at `start` is what the file ends in, not one that was opened in the middle of it. */
function endsInText(text: string, start: number): boolean {
  return text.startsWith((text[start] ?? "").repeat(3), start) && !/\n(?:def|class)\b/.test(text.slice(start));
}

function isUnfinished(line: string): boolean {
  return endsUnfinished.test(line) || (startsBlock.test(line) && !line.includes(":"));
}

/** The line that holds `offset`, without indentation and line end. */
export function lineSpan(text: string, offset: number): Span {
  let start = text.lastIndexOf("\n", offset - 1) + 1;
  let end = endOfLine(text, start);
  if (text[end - 1] === "\r") end--;
  if (text[start] === "\ufeff") start++;
  start += indentationOf(text, start);
  return { start: Math.min(start, end), end };
}

/**
 * `text` with the lines of `span` made harmless, every offset where it was: a statement that does nothing, or, before a deeper line,
 * the head of a block.
 */
export function withoutLines(text: string, span: Span): string {
  const first = Math.min(endOfLine(text, span.start), span.end);
  const length = first - span.start;
  const depth = span.start - (text.lastIndexOf("\n", span.start - 1) + 1);
  const head = length >= 5 && nextIndentation(text, span.end) > depth;
  const harmless = (head ? "if 1:" : "0").padEnd(length);
  return (
    text.slice(0, span.start) + harmless + text.slice(first, span.end).replace(/[^\r\n]/g, " ") + text.slice(span.end)
  );
}

const commentRun = /(?:^[ \t]*#(?!.*(?:"""|''')).*\n){100,}/gm;

/**
 * `source` with comments blanked where a hundred lines of them or more follow each other: at every dedent the grammar's scanner reads
 * on to the next line of code, which takes time quadratic in their number (tree-sitter-python 0.25: 21 s for 5,000 lines).
 */
export function withoutCommentRuns(source: string): string {
  let at = -1;
  for (let left = 100; left > 0; left--) {
    at = source.indexOf("#", at + 1);
    if (at === -1) return source;
  }
  return source.replace(commentRun, (run) => run.replace(/[^\r\n]/g, " "));
}

function nextIndentation(text: string, from: number): number {
  for (let start = endOfLine(text, from) + 1; start < text.length; start = endOfLine(text, start) + 1) {
    const indentation = indentationOf(text, start);
    const first = text[start + indentation];
    if (first !== "\n" && first !== "\r" && first !== "#") return indentation;
  }
  return 0;
}

function indentationOf(text: string, start: number): number {
  let end = start;
  while (text[end] === " " || text[end] === "\t" || text[end] === "\f") end++;
  return end - start;
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** Where the string that begins at `start` ends; null when it is left open. */
export function endOfString(text: string, start: number): number | null {
  const mark = text[start] ?? '"';
  const quote = text.startsWith(mark.repeat(3), start) ? mark.repeat(3) : mark;
  for (let position = start + quote.length; position < text.length; position++) {
    if (text[position] === "\\") position++;
    else if (text.startsWith(quote, position)) return position + quote.length;
    else if (text[position] === "\n" && quote.length === 1) return null;
  }
  return null;
}
