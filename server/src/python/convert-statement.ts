import { ExpressionConverter, type Remarks } from "./convert-expression.ts";
import { plainImport } from "./plain-import.ts";
import type {
  Assignment,
  Branch,
  Expression,
  Handler,
  Import,
  ImportedSymbol,
  Parameter,
  Span,
  Statement,
  WithItem,
} from "./syntax.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/**
 * Turns the statements under a tree-sitter `module` node into plain data; the tree may be freed afterwards.
 * @param isSound the tree is one of exactly this source, without errors.
 */
export function convertModule(root: SyntaxNode, source: string, remarks: Remarks, isSound: boolean): Statement[] {
  return new StatementConverter(source, remarks, isSound).statements(root);
}

class StatementConverter extends ExpressionConverter {
  statements(block: SyntaxNode): Statement[] {
    const result: Statement[] = [];
    for (const node of this.named(block)) {
      const statement = this.statement(node);
      if (statement !== null) result.push(statement);
    }
    return result;
  }

  private blockOf(children: readonly SyntaxNode[]): Statement[] {
    const block = children.find((child) => child.type === "block");
    return block === undefined ? [] : this.statements(block);
  }

  private statement(node: SyntaxNode): Statement | null {
    return this.nested<Statement | null>(
      () => this.readStatement(node),
      () => ({ kind: "other", start: node.start, end: node.end, expressions: [], blocks: [] }),
    );
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
    const plain = this.readsPlainly?.statement(start, end) ?? null;
    if (plain !== null) return plain;
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
    const future = node.type === "future_import_statement";
    const plain = future || !this.isSound ? null : plainImport(this.source, start, end);
    if (plain !== null) return plain;
    const children = this.named(node);
    const symbols: ImportedSymbol[] = [];
    let module: (Span & { name: string }) | null = null;
    let star = false;
    if (future) module = { name: "__future__", start, end: start };
    for (const child of children) {
      const span = { start: child.start, end: child.end };
      if (child.type === "wildcard_import") {
        star = true;
      } else if (node.type === "import_from_statement" && module === null) {
        module = { name: this.textOf(child).replace(/\s+/g, ""), ...span };
      } else if (child.type === "aliased_import") {
        const [name, alias] = this.named(child);
        symbols.push({ name: this.textOf(name), alias: alias === undefined ? null : this.textOf(alias), ...span });
      } else {
        symbols.push({ name: this.textOf(child), alias: null, ...span });
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
            manager: this.expression(manager),
            target: name === undefined ? null : this.expression(name),
            ...span,
          });
        } else {
          items.push({ manager: this.expression(value), target: null, ...span });
        }
      }
    }
    return { kind: "with", start, end, items, body: this.blockOf(children) };
  }
}
