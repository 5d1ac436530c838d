import { blocksOf } from "../../migration/imports.ts";
import { childrenOf } from "../../python/children.ts";
import type { Call, ClassDefinition, Expression, FunctionDefinition, Module, Statement } from "../../python/syntax.ts";

/** What a name may stand for. */
export type Binding =
  | { readonly kind: "value"; readonly value: Expression }
  /** Any one item of what `of` gives: the target of a loop. */
  | { readonly kind: "item"; readonly of: Expression }
  | { readonly kind: "import"; readonly path: string }
  | { readonly kind: "function"; readonly definition: FunctionDefinition }
  | { readonly kind: "class"; readonly definition: ClassDefinition }
  | { readonly kind: "parameter" };

/**
 * What the names of a module may stand for, over all of its functions and whatever runs first: a script of settings, as `env.py` is,
 * uses a name for one thing. What stands in a class is no name of the module. A parameter also stands for what the module's own calls give for it.
 */
export class NameBindings {
  readonly calls: readonly Call[];
  /** Modules that `from … import *` takes all names of. */
  readonly starImports: readonly string[];
  readonly #bindings = new Map<string, Binding[]>();
  readonly #returns = new Map<FunctionDefinition, Expression[]>();

  constructor(module: Module) {
    const calls: Call[] = [];
    const starImports: string[] = [];
    this.#visit(module.body, null, calls, starImports);
    this.calls = calls;
    this.starImports = starImports;
    for (const call of calls) this.#bindParameters(call);
  }

  of(name: string): readonly Binding[] {
    return this.#bindings.get(name) ?? [];
  }

  /** What a function may return. */
  returns(definition: FunctionDefinition): readonly Expression[] {
    return this.#returns.get(definition) ?? [];
  }

  /** The dotted name that an expression has from an import: `context.configure` is `alembic.context.configure`. */
  path(expression: Expression): string | null {
    if (expression.kind === "attribute") {
      const object = this.path(expression.object);
      return object === null ? null : `${object}.${expression.name}`;
    }
    if (expression.kind !== "name") return null;
    const [first, ...others] = this.of(expression.id).filter(({ kind }) => kind !== "parameter");
    return first?.kind === "import" && others.length === 0 ? first.path : null;
  }

  #visit(
    statements: readonly Statement[],
    inside: FunctionDefinition | ClassDefinition | null,
    calls: Call[],
    starImports: string[],
  ): void {
    for (const statement of statements) {
      for (const expression of expressionsOf(statement)) this.#expression(expression, calls);
      if (inside?.kind !== "class") this.#bindStatement(statement, inside, starImports);
      const within = statement.kind === "function" || statement.kind === "class" ? statement : inside;
      for (const block of blocksOf(statement)) this.#visit(block, within, calls, starImports);
    }
  }

  #bindStatement(statement: Statement, inside: FunctionDefinition | null, starImports: string[]): void {
    switch (statement.kind) {
      case "assignment":
        for (const target of statement.value === null ? [] : statement.targets) {
          if (statement.value !== null) this.#assign(target, { kind: "value", value: statement.value });
        }
        break;
      case "with":
        for (const { manager, target } of statement.items) {
          if (target !== null) this.#assign(target, { kind: "value", value: manager });
        }
        break;
      case "for":
        this.#assign(statement.target, { kind: "item", of: statement.iterable });
        break;
      case "function":
        this.#bind(statement.name, { kind: "function", definition: statement });
        for (const { name, default: value } of statement.parameters) {
          this.#bind(name, value === null ? { kind: "parameter" } : { kind: "value", value });
        }
        break;
      case "class":
        this.#bind(statement.name, { kind: "class", definition: statement });
        break;
      case "import": {
        const { module, symbols, star } = statement;
        if (star && module !== null) starImports.push(module.name);
        for (const { name, alias } of symbols) {
          const [top = name] = name.split(".");
          const path = module === null ? (alias === null ? top : name) : joined(module.name, name);
          this.#bind(alias ?? (module === null ? top : name), { kind: "import", path });
        }
        break;
      }
      case "return":
        if (inside?.kind === "function" && statement.value !== null) {
          this.#returns.set(inside, [...(this.#returns.get(inside) ?? []), statement.value]);
        }
        break;
      case "expression": {
        // What changes an object in place adds to what its name stands for.
        const { value } = statement;
        const isOption = value.kind === "call" && value.callee.kind === "attribute";
        if (isOption && value.callee.kind === "attribute" && value.callee.name === "execution_options")
          this.#assign(value.callee.object, { kind: "value", value });
        break;
      }
    }
  }

  #expression(expression: Expression, calls: Call[]): void {
    if (expression.kind === "call") calls.push(expression);
    if (expression.kind === "named") this.#bind(expression.name.id, { kind: "value", value: expression.value });
    for (const child of childrenOf(expression)) this.#expression(child, calls);
  }

  #bindParameters(call: Call): void {
    // `connection.run_sync(migrate)` calls `migrate(connection)`.
    const [first] = call.arguments;
    if (call.callee.kind === "attribute" && call.callee.name === "run_sync" && first?.value.kind === "name") {
      const [parameter] = this.#functionNamed(first.value.id)?.parameters ?? [];
      if (parameter !== undefined) this.#bind(parameter.name, { kind: "value", value: call.callee.object });
    }
    if (call.callee.kind !== "name") return;
    const definition = this.#functionNamed(call.callee.id);
    for (const [index, { keyword, splat, value }] of call.arguments.entries()) {
      if (splat) break;
      const name = keyword ?? definition?.parameters[index]?.name;
      if (definition?.parameters.some((parameter) => parameter.name === name) && name !== undefined)
        this.#bind(name, { kind: "value", value });
    }
  }

  #functionNamed(name: string): FunctionDefinition | null {
    const definition = this.of(name).find((binding) => binding.kind === "function");
    return definition?.kind === "function" ? definition.definition : null;
  }

  #assign(target: Expression, binding: Binding): void {
    switch (target.kind) {
      case "name":
        this.#bind(target.id, binding);
        break;
      // A container stands for what is put into it too.
      case "subscript":
        this.#assign(target.object, binding);
        break;
      case "sequence":
        for (const item of target.items) this.#assign(item, { kind: "parameter" });
        break;
    }
  }

  #bind(name: string, binding: Binding): void {
    const known = this.#bindings.get(name);
    if (known === undefined) this.#bindings.set(name, [binding]);
    else known.push(binding);
  }
}

function joined(module: string, name: string): string {
  return module.endsWith(".") ? module + name : `${module}.${name}`;
}

/** The expressions of a statement itself, not of the blocks in it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "expression":
      return [statement.value];
    case "assignment":
      return [...statement.targets, ...(statement.value === null ? [] : [statement.value])];
    case "return":
    case "raise":
      return statement.value === null ? [] : [statement.value];
    case "if":
      return statement.branches.map(({ test }) => test);
    case "while":
      return [statement.test];
    case "for":
      return [statement.iterable];
    case "with":
      return statement.items.map(({ manager }) => manager);
    case "other":
      return statement.expressions;
    default:
      return [];
  }
}
