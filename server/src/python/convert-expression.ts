import { deepestPlain, PlainExpressions } from "./plain-expression.ts";
import { decodeString, readStringToken } from "./string-literal.ts";
import type { Argument, Expression, Span, StringPart } from "./syntax.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** Deeper than any hand writes; keeps nonsense like thousands of nested brackets from exhausting the stack. */
const deepest = 400;

/** What the conversion of a tree has met beside the statements. */
export interface Remarks {
  readonly comments: Span[];
  /** Where the source could not be read. */
  readonly damage: Span[];
}

const bracketed = new Set([
  "argument_list",
  "parenthesized_expression",
  "list",
  "tuple",
  "dictionary",
  "set",
  "subscript",
]);

function isExtra({ type }: SyntaxNode): boolean {
  return type === "comment" || type === "ERROR" || type === "line_continuation";
}

/** Turns expressions of a tree into plain data. */
export class ExpressionConverter {
  private depth = 0;
  private readonly plain: PlainExpressions | null;

  /** @param isSound the tree is one of exactly this source, without errors. */
  constructor(
    protected readonly source: string,
    protected readonly remarks: Remarks,
    protected readonly isSound: boolean,
  ) {
    this.plain = isSound ? new PlainExpressions(source) : null;
  }

  /** The named children but comments and errors, which are noted. */
  protected named(node: SyntaxNode): SyntaxNode[] {
    const children = node.children();
    let extras = 0;
    for (const child of children) {
      if (!isExtra(child)) continue;
      extras++;
      if (child.type === "comment") this.remarks.comments.push({ start: child.start, end: child.end });
      else if (child.type === "ERROR") this.remarks.damage.push({ start: child.start, end: child.end });
    }
    return extras === 0 ? children : children.filter((child) => !isExtra(child));
  }

  protected textOf(node: SyntaxNode | undefined): string {
    return node === undefined ? "" : this.source.slice(node.start, node.end);
  }

  protected first(node: SyntaxNode): Expression | null {
    const child = this.named(node)[0];
    return child === undefined ? null : this.expression(child);
  }

  protected expressions(node: SyntaxNode): Expression[] {
    return this.named(node).map((child) => this.expression(child));
  }

  /** Runs `convert` one level deeper; gives what `fallback` gives where that is too deep. */
  protected nested<T>(convert: () => T, fallback: () => T): T {
    if (this.depth > deepest) return fallback();
    this.depth++;
    try {
      return convert();
    } finally {
      this.depth--;
    }
  }

  protected expression(node: SyntaxNode): Expression {
    return this.nested(
      () => this.readExpression(node),
      () => ({ kind: "other", start: node.start, end: node.end, children: [] }),
    );
  }

  private readExpression(node: SyntaxNode): Expression {
    const type = node.type;
    const start = node.start;
    const end = node.end;
    switch (type) {
      case "identifier":
      case "as_pattern_target":
        return { kind: "name", start, end, id: this.source.slice(start, end) };
      case "attribute":
        return this.plainly(start, end) ?? this.attribute(node, start, end);
      case "call":
        return this.plainly(start, end) ?? this.call(node, start, end);
      case "string":
        return { kind: "string", start, end, parts: this.stringParts(node, start, end) };
      case "concatenated_string":
        return {
          kind: "string",
          start,
          end,
          parts: this.named(node).flatMap((part) => this.stringParts(part, part.start, part.end)),
        };
      case "integer":
      case "float":
        return { kind: "number", start, end, value: Number(this.source.slice(start, end).replaceAll("_", "")) };
      case "true":
      case "false":
        return { kind: "constant", start, end, value: type === "true" };
      case "none":
        return { kind: "constant", start, end, value: null };
      case "list":
        return (
          this.plainly(start, end) ?? { kind: "sequence", type: "list", start, end, items: this.expressions(node) }
        );
      case "list_pattern":
        return { kind: "sequence", type: "list", start, end, items: this.expressions(node) };
      case "tuple":
      case "tuple_pattern":
      case "expression_list":
      case "pattern_list":
        return { kind: "sequence", type: "tuple", start, end, items: this.expressions(node) };
      case "set":
        return { kind: "sequence", type: "set", start, end, items: this.expressions(node) };
      case "parenthesized_expression":
        return this.first(node) ?? { kind: "other", start, end, children: [] };
      default:
        return this.compoundExpression(node, type, start, end);
    }
  }

  protected get readsPlainly(): PlainExpressions | null {
    return this.depth + deepestPlain < deepest ? this.plain : null;
  }

  private plainly(start: number, end: number): Expression | null {
    return this.readsPlainly?.expression(start, end) ?? null;
  }

  private compoundExpression(node: SyntaxNode, type: string, start: number, end: number): Expression {
    const children = this.named(node);
    const [first, second, third] = children;
    switch (type) {
      case "dictionary":
        return {
          kind: "dictionary",
          start,
          end,
          entries: children.map((child) => {
            const parts = this.named(child);
            const value = parts.at(-1) ?? child;
            const key = parts[0];
            return {
              key: child.type === "pair" && key !== undefined ? this.expression(key) : null,
              value: this.expression(value),
            };
          }),
        };
      case "list_splat":
      case "dictionary_splat":
        if (first === undefined) break;
        return { kind: "splat", start, end, value: this.expression(first) };
      case "binary_operator":
      case "boolean_operator":
        if (first === undefined || second === undefined) break;
        return {
          kind: "binary",
          start,
          end,
          operator: this.between(first, second),
          left: this.expression(first),
          right: this.expression(second),
        };
      case "not_operator":
        if (first === undefined) break;
        return { kind: "not", start, end, operand: this.expression(first) };
      case "comparison_operator":
        return {
          kind: "comparison",
          start,
          end,
          operands: children.map((child) => this.expression(child)),
          operators: children.slice(1).map((child, index) => {
            const before = children[index];
            return before === undefined ? "" : this.between(before, child);
          }),
        };
      case "conditional_expression":
        if (first === undefined || second === undefined || third === undefined) break;
        return {
          kind: "conditional",
          start,
          end,
          body: this.expression(first),
          test: this.expression(second),
          otherwise: this.expression(third),
        };
      case "subscript":
        if (first === undefined || second === undefined || third !== undefined) break;
        return { kind: "subscript", start, end, object: this.expression(first), index: this.expression(second) };
      case "named_expression":
        if (first === undefined || second === undefined) break;
        return {
          kind: "named",
          start,
          end,
          name: { kind: "name", id: this.textOf(first), start: first.start, end: first.end },
          value: this.expression(second),
        };
      case "list_comprehension":
      case "set_comprehension":
      case "generator_expression":
        if (first === undefined) break;
        return this.comprehension(children, first, null, start, end);
      case "dictionary_comprehension": {
        const [key, value] = first === undefined ? [] : this.named(first);
        if (key === undefined || value === undefined) break;
        return this.comprehension(children, key, value, start, end);
      }
    }
    return { kind: "other", start, end, children: children.map((child) => this.expression(child)) };
  }

  private comprehension(
    children: readonly SyntaxNode[],
    element: SyntaxNode,
    value: SyntaxNode | null,
    start: number,
    end: number,
  ): Expression {
    const clauses: { target: Expression; iterable: Expression }[] = [];
    const conditions: Expression[] = [];
    for (const child of children.slice(1)) {
      const [left, right] = this.named(child);
      if (child.type === "for_in_clause" && left !== undefined && right !== undefined) {
        clauses.push({ target: this.expression(left), iterable: this.expression(right) });
      } else if (left !== undefined) {
        conditions.push(this.expression(left));
      }
    }
    return {
      kind: "comprehension",
      start,
      end,
      element: this.expression(element),
      value: value === null ? null : this.expression(value),
      clauses,
      conditions,
    };
  }

  /** The operator between two operands, without line breaks and doubled blanks. */
  private between(left: SyntaxNode, right: SyntaxNode): string {
    return this.source
      .slice(left.end, right.start)
      .replace(/[\s\\]+/g, " ")
      .trim();
  }

  private attribute(node: SyntaxNode, start: number, end: number): Expression {
    const [object, name] = this.named(node);
    if (object === undefined || name === undefined) return { kind: "other", start, end, children: [] };
    const dot = this.source.slice(object.end, name.start);
    // `op.` still being typed: the grammar takes the next line's first word for the attribute.
    if (dot.includes("\n") && /^[ \t]*\.[ \t]*\r?\n/.test(dot) && !this.insideBrackets(node)) {
      this.remarks.damage.push({ start: object.start, end: object.end + 1 });
    }
    return {
      kind: "attribute",
      start,
      end,
      object: this.expression(object),
      name: this.source.slice(name.start, name.end),
    };
  }

  private insideBrackets(node: SyntaxNode): boolean {
    for (const { type, start } of node.ancestors()) {
      if (type === "block" || type === "module") return false;
      if (bracketed.has(type) && start < node.start) return true;
    }
    return false;
  }

  private call(node: SyntaxNode, start: number, end: number): Expression {
    const [callee, list] = this.named(node);
    if (callee === undefined) return { kind: "other", start, end, children: [] };
    const callArguments: Argument[] = [];
    if (list?.type === "argument_list") {
      for (const child of this.named(list)) callArguments.push(this.argument(child));
    } else if (list !== undefined) {
      callArguments.push({
        keyword: null,
        splat: false,
        value: this.expression(list),
        start: list.start,
        end: list.end,
      });
    }
    return { kind: "call", start, end, callee: this.expression(callee), arguments: callArguments };
  }

  private argument(node: SyntaxNode): Argument {
    const { start, end } = node;
    if (node.type === "keyword_argument") {
      const plain = this.readsPlainly?.argument(start, end) ?? null;
      if (plain !== null) return plain;
      const [name, value] = this.named(node);
      if (name !== undefined && value !== undefined) {
        return { start, end, keyword: this.textOf(name), splat: false, value: this.expression(value) };
      }
    }
    const value = this.expression(node);
    if (value.kind === "splat") return { start, end, keyword: null, splat: true, value: value.value };
    return { start, end, keyword: null, splat: false, value };
  }

  private stringParts(node: SyntaxNode, start: number, end: number): StringPart[] {
    const token = readStringToken(this.source, start, end);
    if (!token.terminated) this.remarks.damage.push({ start, end });
    const raw = token.prefix.includes("r");
    if (!token.prefix.includes("f") && !token.prefix.includes("t")) {
      return decodeString(this.source, token.contentStart, token.contentEnd, raw, false);
    }
    const parts: StringPart[] = [];
    let position = token.contentStart;
    for (const child of this.named(node)) {
      if (child.type !== "interpolation") continue;
      const from = child.start;
      const to = child.end;
      parts.push(...decodeString(this.source, position, from, raw, true));
      const inner = this.named(child);
      const expression = inner[0];
      if (expression !== undefined) {
        parts.push({
          kind: "interpolation",
          start: from,
          end: to,
          plain: inner.length === 1,
          expression: this.expression(expression),
        });
      }
      position = to;
    }
    parts.push(...decodeString(this.source, position, token.contentEnd, raw, true));
    return parts;
  }
}
