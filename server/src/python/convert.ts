import { decodeString, readStringToken } from "./string-literal.ts";
import type {
  Argument,
  Assignment,
  Branch,
  Expression,
  Handler,
  Import,
  ImportedSymbol,
  Parameter,
  Span,
  Statement,
  StringPart,
  WithItem,
} from "./syntax.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** Deeper than any hand writes; keeps nonsense like thousands of nested brackets from exhausting the stack. */
const deepest = 400;

/** What the conversion of a tree has met beside the statements. */
export interface Remarks {
  readonly comments: Span[];
  /** Where the source could not be read. */
  readonly damage: Span[];
}

/** Turns the statements under a tree-sitter `module` node into plain data; the tree may be freed afterwards. */
export function convertModule(root: SyntaxNode, source: string, remarks: Remarks): Statement[] {
  return new Converter(source, remarks).statements(root);
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

class Converter {
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly remarks: Remarks,
  ) {}

  statements(block: SyntaxNode): Statement[] {
    const result: Statement[] = [];
    for (const node of this.named(block)) {
      const statement = this.statement(node);
      if (statement !== null) result.push(statement);
    }
    return result;
  }

  /** The named children but comments and errors, which are noted. */
  private named(node: SyntaxNode): SyntaxNode[] {
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

  private textOf(node: SyntaxNode | undefined): string {
    return node === undefined ? "" : this.source.slice(node.start, node.end);
  }

  private blockOf(children: readonly SyntaxNode[]): Statement[] {
    const block = children.find((child) => child.type === "block");
    return block === undefined ? [] : this.statements(block);
  }

  private statement(node: SyntaxNode): Statement | null {
    if (this.depth > deepest) return { kind: "other", start: node.start, end: node.end, expressions: [], blocks: [] };
    this.depth++;
    try {
      return this.readStatement(node);
    } finally {
      this.depth--;
    }
  }

  private readStatement(node: SyntaxNode): Statement | null {
    const start = node.start;
    const end = node.end;
    switch (node.type) {
      case "expression_statement":
        return this.expressionStatement(node, start, end);
      case "function_definition":
        return this.functionDefinition(node, start, end);
      case "decorated_definition": {
        const definition = this.named(node).at(-1);
        const inner = definition === undefined ? null : this.statement(definition);
        return inner === null ? null : { ...inner, start };
      }
      case "class_definition": {
        const children = this.named(node);
        const bases = children.find((child) => child.type === "argument_list");
        return {
          kind: "class",
          start,
          end,
          name: this.textOf(children[0]),
          bases: bases === undefined ? [] : this.expressions(bases),
          body: this.blockOf(children),
        };
      }
      case "import_statement":
      case "import_from_statement":
      case "future_import_statement":
        return this.importStatement(node, start, end);
      case "if_statement":
        return this.ifStatement(node, start, end);
      case "for_statement": {
        const children = this.named(node);
        const [target, iterable] = children;
        if (target === undefined || iterable === undefined) return null;
        return {
          kind: "for",
          start,
          end,
          target: this.expression(target),
          iterable: this.expression(iterable),
          body: this.blockOf(children),
          otherwise: this.clauseBlock(children, "else_clause"),
        };
      }
      case "while_statement": {
        const children = this.named(node);
        const test = children[0];
        if (test === undefined) return null;
        return {
          kind: "while",
          start,
          end,
          test: this.expression(test),
          body: this.blockOf(children),
          otherwise: this.clauseBlock(children, "else_clause"),
        };
      }
      case "try_statement":
        return this.tryStatement(node, start, end);
      case "with_statement":
        return this.withStatement(node, start, end);
      case "return_statement":
        return { kind: "return", start, end, value: this.first(node) };
      case "raise_statement":
        return { kind: "raise", start, end, value: this.first(node) };
      case "pass_statement":
        return { kind: "pass", start, end };
      case "break_statement":
        return { kind: "break", start, end };
      case "continue_statement":
        return { kind: "continue", start, end };
      default:
        return this.otherStatement(node, start, end);
    }
  }

  private first(node: SyntaxNode): Expression | null {
    const child = this.named(node)[0];
    return child === undefined ? null : this.expression(child);
  }

  private otherStatement(node: SyntaxNode, start: number, end: number): Statement {
    const expressions: Expression[] = [];
    const blocks: Statement[][] = [];
    for (const child of this.named(node)) {
      if (child.type === "block") blocks.push(this.statements(child));
      else if (child.type === "case_clause") blocks.push(this.blockOf(this.named(child)));
      else expressions.push(this.expression(child));
    }
    return { kind: "other", start, end, expressions, blocks };
  }

  private expressionStatement(node: SyntaxNode, start: number, end: number): Statement | null {
    const children = this.named(node);
    const child = children[0];
    if (child === undefined) return null;
    if (child.type === "assignment" || child.type === "augmented_assignment") return this.assignment(child, start, end);
    if (children.length === 1) return { kind: "expression", start, end, value: this.expression(child) };
    const items = children.map((item) => this.expression(item));
    return { kind: "expression", start, end, value: { kind: "sequence", type: "tuple", start, end, items } };
  }

  private assignment(node: SyntaxNode, start: number, end: number): Assignment {
    const targets: Expression[] = [];
    let current = node;
    let operator: string | null = null;
    for (;;) {
      const children = this.named(current).filter((child) => child.type !== "type");
      const [left, right] = children;
      if (left !== undefined) targets.push(this.expression(left));
      if (left !== undefined && right !== undefined && current.type === "augmented_assignment") {
        operator = this.source.slice(left.end, right.start).trim().replace(/=$/, "");
      }
      if (right === undefined) return { kind: "assignment", start, end, targets, operator, value: null };
      if (right.type !== "assignment") {
        return { kind: "assignment", start, end, targets, operator, value: this.expression(right) };
      }
      current = right;
    }
  }

  private functionDefinition(node: SyntaxNode, start: number, end: number): Statement {
    const children = this.named(node);
    const parameters = children.find((child) => child.type === "parameters");
    return {
      kind: "function",
      start,
      end,
      name: this.textOf(children[0]),
      parameters: parameters === undefined ? [] : this.parameters(parameters),
      body: this.blockOf(children),
    };
  }

  private parameters(node: SyntaxNode): Parameter[] {
    const result: Parameter[] = [];
    let keywordOnly = false;
    for (const child of this.named(node)) {
      const form = keywordOnly ? "keyword-only" : "plain";
      switch (child.type) {
        case "identifier":
          result.push({ name: this.textOf(child), default: null, form });
          break;
        case "default_parameter":
        case "typed_default_parameter": {
          const parts = this.named(child);
          const value = parts.at(-1);
          result.push({
            name: this.textOf(parts[0]),
            default: value === undefined ? null : this.expression(value),
            form,
          });
          break;
        }
        case "typed_parameter": {
          const inner = this.named(child)[0];
          const star =
            inner?.type === "list_splat_pattern"
              ? "star"
              : inner?.type === "dictionary_splat_pattern"
                ? "double-star"
                : form;
          result.push({ name: this.textOf(inner).replace(/^\*+/, ""), default: null, form: star });
          if (star === "star") keywordOnly = true;
          break;
        }
        case "list_splat_pattern":
          result.push({ name: this.textOf(child).replace(/^\*+/, ""), default: null, form: "star" });
          keywordOnly = true;
          break;
        case "dictionary_splat_pattern":
          result.push({ name: this.textOf(child).replace(/^\*+/, ""), default: null, form: "double-star" });
          break;
        case "keyword_separator":
          keywordOnly = true;
          break;
      }
    }
    return result;
  }

  private importStatement(node: SyntaxNode, start: number, end: number): Import {
    const children = this.named(node);
    const symbols: ImportedSymbol[] = [];
    let module: (Span & { name: string }) | null = null;
    let star = false;
    const future = node.type === "future_import_statement";
    if (future) module = { name: "__future__", start, end: start };
    for (const child of children) {
      const span = { start: child.start, end: child.end };
      if (child.type === "wildcard_import") {
        star = true;
      } else if (node.type === "import_from_statement" && module === null) {
        module = { ...span, name: this.textOf(child).replace(/\s+/g, "") };
      } else if (child.type === "aliased_import") {
        const [name, alias] = this.named(child);
        symbols.push({ ...span, name: this.textOf(name), alias: alias === undefined ? null : this.textOf(alias) });
      } else {
        symbols.push({ ...span, name: this.textOf(child), alias: null });
      }
    }
    return { kind: "import", start, end, module, symbols, star };
  }

  private ifStatement(node: SyntaxNode, start: number, end: number): Statement | null {
    const children = this.named(node);
    const test = children[0];
    if (test === undefined) return null;
    const block = children.find((child) => child.type === "block");
    const branches: Branch[] = [
      { test: this.expression(test), body: this.blockOf(children), start, end: block?.end ?? end },
    ];
    for (const clause of children.filter((child) => child.type === "elif_clause")) {
      const parts = this.named(clause);
      const condition = parts[0];
      if (condition === undefined) continue;
      branches.push({
        test: this.expression(condition),
        body: this.blockOf(parts),
        start: clause.start,
        end: clause.end,
      });
    }
    return { kind: "if", start, end, branches, otherwise: this.clauseBlock(children, "else_clause") };
  }

  private clauseBlock(children: readonly SyntaxNode[], type: string): Statement[] | null {
    const clause = children.find((child) => child.type === type);
    return clause === undefined ? null : this.blockOf(this.named(clause));
  }

  private tryStatement(node: SyntaxNode, start: number, end: number): Statement {
    const children = this.named(node);
    const handlers = children
      .filter((child) => child.type === "except_clause" || child.type === "except_group_clause")
      .map((clause) => this.handler(clause));
    return {
      kind: "try",
      start,
      end,
      body: this.blockOf(children),
      handlers,
      otherwise: this.clauseBlock(children, "else_clause"),
      finally: this.clauseBlock(children, "finally_clause"),
    };
  }

  private handler(node: SyntaxNode): Handler {
    const children = this.named(node);
    const classes: Expression[] = [];
    let name: string | null = null;
    for (const child of children) {
      if (child.type === "block") break;
      if (child.type === "as_pattern") {
        const [value, alias] = this.named(child);
        if (value !== undefined) classes.push(...this.flatten(value));
        name = alias === undefined ? null : this.textOf(alias);
      } else if (classes.length === 0) {
        classes.push(...this.flatten(child));
      } else {
        // Python 2: `except E, e:`
        name = this.textOf(child);
      }
    }
    return { start: node.start, end: node.end, classes, name, body: this.blockOf(children) };
  }

  private flatten(node: SyntaxNode): Expression[] {
    const expression = this.expression(node);
    return expression.kind === "sequence" ? [...expression.items] : [expression];
  }

  private withStatement(node: SyntaxNode, start: number, end: number): Statement {
    const children = this.named(node);
    const items: WithItem[] = [];
    for (const clause of children.filter((child) => child.type === "with_clause")) {
      for (const item of this.named(clause)) {
        const span = { start: item.start, end: item.end };
        let value = this.named(item)[0];
        while (value?.type === "parenthesized_expression") value = this.named(value)[0];
        if (value === undefined) continue;
        if (value.type === "as_pattern") {
          const [manager, target] = this.named(value);
          if (manager === undefined) continue;
          const name = target === undefined ? undefined : (this.named(target)[0] ?? target);
          items.push({
            ...span,
            manager: this.expression(manager),
            target: name === undefined ? null : this.expression(name),
          });
        } else {
          items.push({ ...span, manager: this.expression(value), target: null });
        }
      }
    }
    return { kind: "with", start, end, items, body: this.blockOf(children) };
  }

  private expressions(node: SyntaxNode): Expression[] {
    return this.named(node).map((child) => this.expression(child));
  }

  private expression(node: SyntaxNode): Expression {
    if (this.depth > deepest) return { kind: "other", start: node.start, end: node.end, children: [] };
    this.depth++;
    try {
      return this.readExpression(node);
    } finally {
      this.depth--;
    }
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
        return this.attribute(node, start, end);
      case "call":
        return this.call(node, start, end);
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
        return this.comprehension(children, first, start, end);
    }
    return { kind: "other", start, end, children: children.map((child) => this.expression(child)) };
  }

  private comprehension(children: readonly SyntaxNode[], element: SyntaxNode, start: number, end: number): Expression {
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
    return { kind: "comprehension", start, end, element: this.expression(element), clauses, conditions };
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
