import { bindParameters, importBindings } from "./bindings.ts";
import { callBuiltin } from "./builtin-calls.ts";
import { type Evaluation, evaluate, itemsOf } from "./evaluate.ts";
import type { Frame, StatementSite } from "./frame.ts";
import { mutated, mutates, withItem } from "./mutation.ts";
import { Scope } from "./scope.ts";
import type { Call, Expression, For, FunctionDefinition, If, Statement, Try, While, With } from "./syntax.ts";
import { type ArgumentValue, isQueried, queriedUnknown, truth, unknown, type Value } from "./value.ts";
import type { World } from "./world.ts";

/** What follows a block: the statements after it, those after the function or loop, or the handlers of an exception. */
type Flow = "continues" | "leaves" | "raises";

const mostSteps = 200_000;
const deepestCalls = 25;
const builtins = new Set(
  "str list tuple set frozenset sorted reversed enumerate zip range dict print len getattr isinstance any all map filter open repr int globals Exception BaseException".split(
    " ",
  ),
);

/**
 * Runs the statements of a module, and then functions of it, without a Python: values are followed as far as they are known, both
 * branches of an unknown condition are run, a loop over known values is unrolled, functions of the file are entered.
 */
export class Run implements Evaluation {
  private readonly module = new Scope(null);
  private scope = this.module;
  /** The scopes of the module and of the functions that the run is in. */
  private readonly active: Scope[] = [this.module];
  /** Where a function was last defined: the names that it sees beside its own. */
  private readonly definedIn = new Map<FunctionDefinition, Scope>();
  private frames: readonly Frame[] = [];
  private site: StatementSite | null = null;
  private steps = 0;
  private returned: Value[] = [];
  /** Something called in the present statement never returns. */
  private interrupted = false;

  constructor(private readonly world: World) {}

  /** Runs the module's own statements. */
  runModule(body: readonly Statement[]): void {
    this.block(body);
  }

  /** The module-level value of `name`; null when nothing binds it. */
  global(name: string): Value | null {
    return this.module.lookup(name);
  }

  /** Runs a function of the module as its caller would, with unknown arguments where it has no default. */
  runFunction(definition: FunctionDefinition): void {
    this.enterFunction(definition, null, []);
  }

  lookup(name: string): Value {
    const bound = this.scope.lookup(name);
    if (bound !== null) return bound;
    const known = this.world.unbound(name);
    if (known !== null) return known;
    return builtins.has(name) ? { kind: "reference", path: `builtins.${name}` } : { kind: "unbound", name };
  }

  bind(name: string, value: Value): void {
    this.scope.bind(name, value);
  }

  member(object: Value, name: string): Value | null {
    return this.world.member(object, name);
  }

  call(node: Call, callee: Value, values: readonly ArgumentValue[]): Value {
    if (callee.kind === "function") return this.enterFunction(callee.definition, node, values);
    if (endsProcess(callee)) this.interrupted = true;
    if (callee.kind === "member" && node.callee.kind === "attribute" && mutates(callee.object, callee.name))
      this.change(node.callee.object, mutated(callee.object, callee.name, values));
    const builtin = callBuiltin(callee, values, node);
    if (builtin !== null) return builtin;
    const result = this.world.call({ node, callee, values, frames: this.frames, site: this.site });
    if (result !== null) return result;
    const queried = isQueried(callee) || values.some(({ value }) => isQueried(value));
    return { kind: "result", of: callee, arguments: values, queried };
  }

  assign(target: Expression, value: Value): void {
    switch (target.kind) {
      case "name":
        this.bind(target.id, value);
        break;
      case "sequence": {
        const items = value.kind === "sequence" ? value.items : null;
        target.items.forEach((item, index) => {
          this.assign(item, items?.[index] ?? (isQueried(value) ? queriedUnknown : unknown));
        });
        break;
      }
      case "splat":
        this.assign(target.value, unknown);
        break;
      case "subscript":
        this.change(target.object, withItem(evaluate(target.object, this), evaluate(target.index, this), value));
        break;
    }
  }

  /** Follows a change of the object that `expression` gives. Under its other names, and as a part of something, it is unknown. */
  private change(expression: Expression, value: Value): void {
    if (expression.kind === "subscript" || expression.kind === "attribute") {
      this.change(expression.object, unknown);
    } else if (expression.kind === "name") {
      const own = this.scope.own(expression.id);
      const object = own ?? this.lookup(expression.id);
      for (const scope of this.active) scope.forget(object);
      if (own !== null) this.bind(expression.id, value);
    }
  }

  private enterFunction(definition: FunctionDefinition, call: Call | null, values: readonly ArgumentValue[]): Value {
    const entered = this.frames.filter((frame) => frame.kind === "function");
    if (entered.length > deepestCalls || entered.some((frame) => frame.node === definition)) return unknown;
    const scope = new Scope(this.definedIn.get(definition) ?? this.module);
    bindParameters(definition, values, scope, (expression) => evaluate(expression, this));
    const saved = { scope: this.scope, frames: this.frames, site: this.site, returned: this.returned };
    this.scope = scope;
    this.active.push(scope);
    this.frames = [...this.frames, { kind: "function", node: definition, call }];
    this.returned = [];
    const flow = this.block(definition.body);
    if (flow === "raises" && this.returned.length === 0) this.interrupted = true;
    const [only, ...others] = this.returned;
    const queried = this.returned.some(isQueried);
    this.scope = saved.scope;
    this.active.pop();
    this.frames = saved.frames;
    this.site = saved.site;
    this.returned = saved.returned;
    if (only !== undefined && others.length === 0) return only;
    return queried ? queriedUnknown : unknown;
  }

  private block(statements: readonly Statement[]): Flow {
    const outer = { site: this.site, frames: this.frames };
    let flow: Flow = "continues";
    for (const [index, statement] of statements.entries()) {
      if (++this.steps > mostSteps) break;
      this.site = { statement, block: statements, index };
      flow = this.statement(statement);
      if (flow !== "continues") break;
    }
    this.site = outer.site;
    this.frames = outer.frames;
    return flow;
  }

  private inside(frame: Frame, statements: readonly Statement[]): Flow {
    const saved = this.frames;
    this.frames = [...saved, frame];
    const flow = this.block(statements);
    this.frames = saved;
    return flow;
  }

  private statement(statement: Statement): Flow {
    switch (statement.kind) {
      case "expression":
        return this.unlessInterrupted(() => {
          evaluate(statement.value, this);
          return "continues";
        });
      case "assignment":
        return this.unlessInterrupted(() => {
          this.assignment(statement);
          return "continues";
        });
      case "function":
        this.definedIn.set(statement, this.scope);
        this.bind(statement.name, { kind: "function", definition: statement });
        return "continues";
      case "class":
        this.classDefinition(statement);
        return "continues";
      case "import":
        for (const { name, value } of importBindings(statement)) this.bind(name, value);
        return "continues";
      case "if":
        return this.ifStatement(statement);
      case "for":
        return this.forStatement(statement);
      case "while":
        return this.whileStatement(statement);
      case "try":
        return this.tryStatement(statement);
      case "with":
        return this.withStatement(statement);
      case "return":
        return this.unlessInterrupted(() => {
          const value: Value =
            statement.value === null ? { kind: "constant", value: null } : evaluate(statement.value, this);
          if (!this.interrupted) this.returned.push(value);
          return "leaves";
        });
      case "raise":
        this.world.raised(statement.value === null ? null : evaluate(statement.value, this), this.frames);
        return "raises";
      case "break":
      case "continue":
        return "leaves";
      case "pass":
        return "continues";
      case "other":
        for (const expression of statement.expressions) evaluate(expression, this);
        for (const block of statement.blocks) this.block(block);
        return "continues";
    }
  }

  private unlessInterrupted(run: () => Flow): Flow {
    this.interrupted = false;
    const flow = run();
    const raises = this.interrupted;
    this.interrupted = false;
    return raises ? "raises" : flow;
  }

  private assignment(statement: Extract<Statement, { kind: "assignment" }>): void {
    if (statement.value === null) return;
    let value = evaluate(statement.value, this);
    const target = statement.targets[0];
    if (statement.operator !== null && target !== undefined) {
      value = evaluate(
        {
          kind: "binary",
          operator: statement.operator,
          left: target,
          right: statement.value,
          start: statement.start,
          end: statement.end,
        },
        this,
      );
    }
    for (const each of statement.targets) this.assign(each, value);
  }

  private classDefinition(statement: Extract<Statement, { kind: "class" }>): void {
    const members = new Map<string, Value>();
    const around = this.scope;
    this.scope = new Scope(around);
    for (const inner of statement.body) {
      if (inner.kind !== "assignment" || inner.value === null) continue;
      const target = inner.targets[0];
      if (target?.kind !== "name") continue;
      const value = evaluate(inner.value, this);
      members.set(target.id, value);
      this.bind(target.id, value);
    }
    this.scope = around;
    this.bind(statement.name, { kind: "namespace", members });
  }

  private ifStatement(statement: If): Flow {
    const before = this.frames;
    const outcomes: ReadonlyMap<string, Value>[] = [];
    let queried = false;
    let certain = false;
    let early = false;
    let left = false;
    for (const branch of statement.branches) {
      const test = evaluate(branch.test, this);
      const known = truth(test);
      if (known === false) continue;
      queried ||= isQueried(test);
      const start = this.scope.snapshot();
      const flow = this.inside({ kind: "branch", node: statement, queried, body: branch }, branch.body);
      if (flow === "continues") outcomes.push(this.scope.snapshot());
      else early = true;
      left ||= flow === "leaves";
      this.scope.restore(start);
      if (known === true) {
        certain = true;
        break;
      }
    }
    if (!certain) {
      const start = this.scope.snapshot();
      const flow =
        statement.otherwise === null
          ? "continues"
          : this.inside({ kind: "branch", node: statement, queried, body: statement }, statement.otherwise);
      if (flow === "continues") outcomes.push(this.scope.snapshot());
      else early = true;
      left ||= flow === "leaves";
      this.scope.restore(start);
    }
    if (outcomes.length === 0) return left ? "leaves" : "raises";
    this.scope.merge(outcomes);
    // What follows `if …: return` runs under the opposite of its condition.
    this.frames =
      early && !certain ? [...before, { kind: "branch", node: statement, queried, body: statement }] : before;
    return "continues";
  }

  private forStatement(statement: For): Flow {
    const iterable = evaluate(statement.iterable, this);
    const turns = itemsOf(iterable);
    if (turns === null) {
      const before = this.scope.snapshot();
      this.assign(statement.target, isQueried(iterable) ? queriedUnknown : unknown);
      this.inside({ kind: "loop", node: statement, turns: null }, statement.body);
      this.scope.merge([this.scope.snapshot(), before]);
    } else {
      for (const turn of turns) {
        if (this.steps > mostSteps) break;
        this.assign(statement.target, turn);
        this.inside({ kind: "loop", node: statement, turns: turns.length }, statement.body);
      }
    }
    if (statement.otherwise !== null) this.block(statement.otherwise);
    return "continues";
  }

  private whileStatement(statement: While): Flow {
    evaluate(statement.test, this);
    const before = this.scope.snapshot();
    this.inside({ kind: "loop", node: statement, turns: null }, statement.body);
    this.scope.merge([this.scope.snapshot(), before]);
    if (statement.otherwise !== null) this.block(statement.otherwise);
    return "continues";
  }

  private tryStatement(statement: Try): Flow {
    const before = this.scope.snapshot();
    const flows: Flow[] = [];
    const outcomes: ReadonlyMap<string, Value>[] = [];
    let flow = this.inside({ kind: "try", node: statement, part: "body" }, statement.body);
    const afterBody = this.scope.snapshot();
    if (flow === "continues" && statement.otherwise !== null) {
      flow = this.inside({ kind: "try", node: statement, part: "otherwise" }, statement.otherwise);
    }
    flows.push(flow);
    if (flow === "continues") outcomes.push(this.scope.snapshot());
    for (const handler of statement.handlers) {
      this.scope.merge([afterBody, before]);
      const classes = handler.classes.map((each) => evaluate(each, this));
      if (handler.name !== null) this.bind(handler.name, { kind: "caught", handler });
      const handled = this.inside({ kind: "try", node: statement, part: handler }, handler.body);
      this.world.handled(handler, classes, handled !== "raises");
      flows.push(handled);
      if (handled === "continues") outcomes.push(this.scope.snapshot());
    }
    this.scope.merge(outcomes.length > 0 ? outcomes : [afterBody]);
    if (statement.finally !== null) {
      const last = this.inside({ kind: "try", node: statement, part: "finally" }, statement.finally);
      if (last === "leaves") this.world.discarded(statement);
      if (last !== "continues") return last;
    }
    return flows.find((each) => each === "continues") ?? flows.find((each) => each === "leaves") ?? "raises";
  }

  private withStatement(statement: With): Flow {
    const managers: Value[] = [];
    for (const item of statement.items) {
      const manager = evaluate(item.manager, this);
      managers.push(manager);
      if (item.target !== null) this.assign(item.target, manager);
    }
    const frame: Extract<Frame, { kind: "with" }> = { kind: "with", node: statement, managers };
    this.world.enter(frame);
    const flow = this.inside(frame, statement.body);
    this.world.leave(frame);
    return managers.some(isSuppress) ? "continues" : flow;
  }
}

function endsProcess(callee: Value): boolean {
  if (callee.kind === "unbound") return callee.name === "exit" || callee.name === "quit";
  return callee.kind === "reference" && ["sys.exit", "os._exit", "os.abort"].includes(callee.path);
}

/** `contextlib.suppress(…)` swallows what ends its block. */
function isSuppress(manager: Value): boolean {
  return manager.kind === "result" && manager.of.kind === "reference" && manager.of.path === "contextlib.suppress";
}
