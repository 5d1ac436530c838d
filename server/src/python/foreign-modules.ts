import { Scope } from "./scope.ts";
import type { FunctionDefinition, Module } from "./syntax.ts";
import type { Value } from "./value.ts";

/** More modules than this are not followed in one run. */
const mostModules = 12;

/** A module of the project, of which no more is read than is needed. */
export interface ForeignModule {
  /** Whether it gives a name to a class and to nothing else, as far as its text tells without being parsed. */
  hasClass(name: string): boolean;
  parsed(): Module;
}

/** The other modules that a run has come to, each run once. */
export class ForeignModules {
  private readonly scopes = new Map<string, Scope | null>();

  /**
   * @param read gives a module by its full name, for the sake of a name in it; null when it is not to be followed.
   * @param run runs the statements of a module with the names of its own.
   */
  constructor(
    private readonly read: (module: string, name: string) => ForeignModule | null,
    private readonly run: (module: Module, scope: Scope, name: string) => void,
  ) {}

  /**
   * What the name at the end of a dotted path is bound to in its module, or in the one that this has it from; null when that is not
   * followed.
   */
  value(path: string): Value | null {
    return this.follow(path, false, 0);
  }

  /** Likewise, where a function is called: classes count as null, and no module is read for one. */
  called(path: string): FunctionDefinition | null {
    const value = this.follow(path, true, 0);
    return value?.kind === "function" ? value.definition : null;
  }

  private follow(path: string, isCalled: boolean, hops: number): Value | null {
    const dot = path.lastIndexOf(".");
    if (dot <= 0) return null;
    const name = path.slice(dot + 1);
    const value = this.scopeOf(path.slice(0, dot), name, isCalled)?.own(name) ?? null;
    return value?.kind === "reference" && hops < mostModules ? this.follow(value.path, isCalled, hops + 1) : value;
  }

  /** A module's full name as another one names it: `.base` in `app.helpers`, be that a file or a package. */
  absolute(module: string, from: string | null): string {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    if (dots === 0 || from === null) return module;
    const rest = module.slice(dots);
    const under = (levels: number) => {
      const parts = from.split(".");
      return [...parts.slice(0, Math.max(0, parts.length - levels)), ...(rest === "" ? [] : [rest])].join(".");
    };
    const inPackage = under(dots - 1);
    return rest !== "" && this.read(inPackage, "") !== null ? inPackage : under(dots);
  }

  private scopeOf(module: string, name: string, isCalled: boolean): Scope | null {
    const known = this.scopes.get(module);
    if (known !== undefined) return known;
    if (this.scopes.size >= mostModules) return null;
    const read = this.read(module, name);
    if (read === null || (isCalled && read.hasClass(name))) return null;
    const scope = new Scope(null);
    // Known before it is run: modules may import each other.
    this.scopes.set(module, scope);
    this.run(read.parsed(), scope, module);
    return scope;
  }
}
