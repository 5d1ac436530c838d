import { bindParameters, importBindings } from "./bindings.ts";
import { underBranch } from "./branching.ts";
import { callBuiltin } from "./builtin-calls.ts";
import { itemOf } from "./conditions.ts";
import { evaluate } from "./evaluate.ts";
import { ForeignModules } from "./foreign-modules.ts";
import type { BranchFrame, Frame, StatementSite } from "./frame.ts";
import type { Abroad, Flow, Machine, Outcome, Returned } from "./machine.ts";
import { mutated, mutates, withItem } from "./mutation.ts";
import { returnedValue } from "./returned.ts";
import { Scope, type Way } from "./scope.ts";
import { runStatement } from "./statements.ts";
import type { Call, Expression, FunctionDefinition, Import, Module, Statement } from "./syntax.ts";
import { type ArgumentValue, isQueried, unknown, type Value } from "./value.ts";
import { type CallEvent, quietly, type World } from "./world.ts";

/** So often statements are run again, in loops and by calls; beyond that each is still run once. */
const mostRepeats = 3_000;
/** Steps in other modules. */
const mostForeignSteps = 20_000;
const deepestCalls = 25;
const builtins = new Set(
  "str list tuple set frozenset sorted reversed enumerate zip range dict print len getattr isinstance any all map filter open repr int globals bool next Exception BaseException".split(
    " ",
  ),
);

/**
 * Runs the statements of a module, and then functions of it, without a Python: values are followed as far as they are known, both
 * branches of an unknown condition are run, a loop over known values is unrolled, functions of the file are entered.
 */
export class Run implements Machine {
  scope = new Scope(null);
  frames: readonly Frame[] = [];
  abroad: Abroad | null = null;
  manager: Expression | null = null;
  taken: Value[] | null = null;
  readonly breaks: Way[][] = [];
  world: World;
  private readonly module = this.scope;
  /** The scopes of the module and of the functions that the run is in. */
  private readonly active: Scope[] = [this.module];
  /** Where a function was last defined: the names that it sees beside its own. */
  private readonly definedIn = new Map<FunctionDefinition, Scope>();
  private readonly foreign: ForeignModules;
  /** The full name of the module whose statements are run; null in the file itself. */
  private moduleName: string | null = null;
  private site: StatementSite | null = null;
  private readonly ran = new Set<Statement>();
  private repeats = 0;
  private foreignSteps = 0;
  private returned: Returned[] = [];
  /** Something called in the present statement never returns. */
  private interrupted = false;

  constructor(world: World) {
    this.world = world;
    this.foreign = new ForeignModules(
      (module, name) => (this.foreignSteps > mostForeignSteps ? null : world.module(module, name)),
      (module, scope, name) => this.runForeign(module, scope, name),
    );
  }

  /** Runs the module's own statements. */
  runModule(body: readonly Statement[]): void {
    this.inside([], body);
  }

  /** The module-level value of `name`; null when nothing binds it. */
  global(name: string): Value | null {
    return this.module.lookup(name);
  }

  /** What an imported name stands for where its module binds a text, a list or the like to it; else the value itself. */
  imported(value: Value): Value {
    return value.kind === "reference" ? (this.foreignConstant(value.path) ?? value) : value;
  }

  /** Runs a function of the module as its caller would: what that gives is unknown where it has no default, unless its name tells. */
  runFunction(definition: FunctionDefinition): void {
    const given = definition.parameters.flatMap(({ name, default: fallback }): ArgumentValue[] => {
      const value = fallback === null ? this.world.unbound(name) : null;
      const { start, end } = definition;
      return value === null ? [] : [{ keyword: name, splat: false, value, expression: null, start, end }];
    });
    this.enterFunction(definition, null, given);
  }

  get exhausted(): boolean {
    return this.repeats > mostRepeats;
  }

  lookup(name: string): Value {
    const bound = this.scope.lookup(name);
    if (bound !== null) return isConstant(name, bound) ? this.imported(bound) : bound;
    const known = this.world.unbound(name);
    if (known !== null) return known;
    return builtins.has(name) ? { kind: "reference", path: `builtins.${name}` } : { kind: "unbound", name };
  }

  bind(name: string, value: Value): void {
    this.scope.bind(name, value);
  }

  took(value: Value): void {
    if (this.taken !== null && isQueried(value)) this.taken.push(value);
  }

  member(object: Value, name: string): Value | null {
    return this.world.member(object, name);
  }

  under<T>(branch: Omit<BranchFrame, "kind">, run: () => T): T {
    return underBranch(this, branch, run);
  }

  apart<T>(run: () => T): T {
    const around = this.scope;
    this.scope = new Scope(around);
    this.active.push(this.scope);
    try {
      return run();
    } finally {
      this.active.pop();
      this.scope = around;
    }
  }

  call(node: Call, callee: Value, values: readonly ArgumentValue[]): Value {
    if (callee.kind === "function") return this.callFunction(callee.definition, node, callee, values);
    if (callee.kind === "reference") {
      const own = this.foreign.called(callee.path);
      if (own !== null) return this.callForeign(own, node, callee, values);
    }
    if (endsProcess(callee)) this.interrupted = true;
    if (callee.kind === "member" && node.callee.kind === "attribute" && mutates(callee.object, callee.name))
      this.change(node.callee.object, mutated(callee.object, callee.name, values));
    const builtin = callBuiltin(callee, values, this.abroad ?? node);
    if (builtin !== null) return builtin;
    const result = this.world.call(this.event(node, callee, values));
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
          this.assign(item, items?.[index] ?? itemOf(value, { kind: "number", value: index }));
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

  inside(frames: readonly Frame[], statements: readonly Statement[]): Outcome {
    const outer = { site: this.site, frames: this.frames };
    this.frames = frames.length === 0 ? outer.frames : [...outer.frames, ...frames];
    const depth = this.frames.length;
    let flow: Flow = "continues";
    let index = 0;
    for (const statement of statements) {
      if (this.outOfSteps(statement)) break;
      this.site = { statement, block: statements, index };
      flow = runStatement(this, statement);
      if (flow !== "continues") break;
      index++;
    }
    const learned =
      this.frames.length === depth ? [] : this.frames.slice(depth).filter((frame) => frame.kind === "branch");
    this.site = outer.site;
    this.frames = outer.frames;
    return { flow, learned };
  }

  define(definition: FunctionDefinition): void {
    this.definedIn.set(definition, this.scope);
    this.bind(definition.name, { kind: "function", definition });
  }

  importNames(statement: Import): void {
    const absolute = (module: string) => this.foreign.absolute(module, this.moduleName);
    for (const { name, value } of importBindings(statement, absolute)) this.bind(name, value);
  }

  returns(value: Value): void {
    if (!this.interrupted) this.returned.push({ value, frames: this.frames });
  }

  unlessInterrupted(run: () => Flow): Flow {
    this.interrupted = false;
    const flow = run();
    const raises = this.interrupted;
    this.interrupted = false;
    return raises ? "raises" : flow;
  }

  private outOfSteps(statement: Statement): boolean {
    if (this.abroad !== null && ++this.foreignSteps > mostForeignSteps) return true;
    if (this.ran.has(statement)) return ++this.repeats > mostRepeats;
    this.ran.add(statement);
    return false;
  }

  private event(node: Call, callee: Value, values: readonly ArgumentValue[]): CallEvent {
    const { abroad, frames } = this;
    const site = abroad === null ? this.site : abroad.site;
    return { node: abroad?.call ?? node, callee, values, frames, site, manages: node === this.manager };
  }

  /** Under its other names, and as a part of something, what has changed is unknown. */
  change(expression: Expression, value: Value): void {
    if (expression.kind === "subscript" || expression.kind === "attribute") {
      this.change(expression.object, unknown);
    } else if (expression.kind === "name") {
      const own = this.scope.own(expression.id);
      const object = own ?? this.lookup(expression.id);
      for (const scope of this.active) scope.forget(object);
      if (own !== null) this.bind(expression.id, value);
    }
  }

  private callFunction(
    definition: FunctionDefinition,
    node: Call,
    callee: Value,
    values: readonly ArgumentValue[],
  ): Value {
    const value = this.enterFunction(definition, node, values);
    return value.kind === "unknown"
      ? (this.world.undetermined(definition, this.event(node, callee, values)) ?? value)
      : value;
  }

  private callForeign(
    definition: FunctionDefinition,
    node: Call,
    callee: Value,
    values: readonly ArgumentValue[],
  ): Value {
    const around = this.abroad;
    this.abroad ??= { start: node.start, end: node.end, call: node, site: this.site };
    try {
      return this.callFunction(definition, node, callee, values);
    } finally {
      this.abroad = around;
    }
  }

  private enterFunction(definition: FunctionDefinition, call: Call | null, values: readonly ArgumentValue[]): Value {
    const entered = this.frames.filter((frame) => frame.kind === "function");
    if (entered.length > deepestCalls || entered.some((frame) => frame.node === definition)) return unknown;
    const [first] = definition.body;
    if (this.exhausted && first !== undefined && this.ran.has(first)) return unknown;
    const around = this.definedIn.get(definition) ?? this.module;
    const scope = new Scope(around);
    const saved = { scope: this.scope, site: this.site, returned: this.returned };
    this.scope = around;
    bindParameters(definition, values, scope, (expression) => evaluate(expression, this));
    this.scope = scope;
    this.active.push(scope);
    this.returned = [];
    const depth = this.frames.length + 1;
    const frame: Frame = { kind: "function", node: definition, call, foreign: this.abroad !== null };
    const { flow } = this.inside([frame], definition.body);
    if (flow === "raises" && this.returned.length === 0) this.interrupted = true;
    const value = returnedValue(this.returned, flow, depth);
    this.active.pop();
    this.scope = saved.scope;
    this.site = saved.site;
    this.returned = saved.returned;
    return value;
  }

  /** Runs the statements of another module; what they do to the world does not count. */
  private runForeign({ body }: Module, scope: Scope, name: string): void {
    const { world, frames, site, moduleName, abroad, interrupted, scope: around } = this;
    this.world = quietly(world);
    this.scope = scope;
    this.active.push(scope);
    this.frames = [];
    this.moduleName = name;
    this.abroad ??= elsewhere;
    this.inside([], body);
    this.active.pop();
    this.world = world;
    this.frames = frames;
    this.site = site;
    this.moduleName = moduleName;
    this.abroad = abroad;
    this.interrupted = interrupted;
    this.scope = around;
  }

  /** A text, list or the like that another module binds; null for anything else. */
  private foreignConstant(path: string): Value | null {
    const value = this.foreign.value(path);
    return value !== null && literals.has(value.kind) ? value : null;
  }
}

/** Where what another module's own statements make counts as standing: nowhere in the file. */
const elsewhere: Abroad = {
  start: 0,
  end: 0,
  call: { kind: "call", start: 0, end: 0, callee: { kind: "constant", value: null, start: 0, end: 0 }, arguments: [] },
  site: null,
};

const literals = new Set<Value["kind"]>(["text", "number", "constant", "sequence", "mapping"]);

/** True for an imported name in capitals. */
function isConstant(name: string, value: Value): boolean {
  return value.kind === "reference" && /^_?[A-Z][A-Z0-9_]+$/.test(name);
}

function endsProcess(callee: Value): boolean {
  if (callee.kind === "unbound") return callee.name === "exit" || callee.name === "quit";
  return callee.kind === "reference" && ["sys.exit", "os._exit", "os.abort"].includes(callee.path);
}
