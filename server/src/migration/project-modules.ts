import type { ForeignModule } from "../python/foreign-modules.ts";
import type { PythonParser } from "../python/parser.ts";
import type { Module } from "../python/syntax.ts";

/**
 * The source of a module by its dotted name, without leading dots; null for one that is not the project's, is not there, or can't be
 * read. Asked for modules that a migration calls functions or takes constants of, and for those that these import; for each once in a
 * reading.
 */
export type ModuleSource = (module: string) => string | null;

/** The modules of the project that a migration lies in, as far as they can be read. */
export interface ProjectModules {
  module(name: string): ForeignModule | null;
}

/** Longer modules are not read: helpers of migrations are short. In UTF-16 units. */
const longest = 100_000;
const mostRemembered = 50;

/** Parses modules; remembers the latest, since they seldom change while a migration is typed. */
export class ParsedModules {
  private readonly memory = new Map<string, Module>();

  constructor(private readonly parser: Pick<PythonParser, "parse">) {}

  /** The modules for one reading of a migration. */
  of(sourceOf: ModuleSource): ProjectModules {
    const asked = new Map<string, ForeignModule | null>();
    return {
      module: (name) => {
        const known = asked.get(name);
        if (known !== undefined) return known;
        const source = name.split(".").includes("") ? null : sourceOf(name);
        const module = source === null || source.length > longest ? null : this.ofText(source);
        asked.set(name, module);
        return module;
      },
    };
  }

  private ofText(source: string): ForeignModule {
    const classes = new Map<string, boolean>();
    return {
      hasClass: (name) => {
        const isClass = classes.get(name) ?? isOnlyClass(name, source);
        classes.set(name, isClass);
        return isClass;
      },
      parsed: () => this.parsed(source),
    };
  }

  private parsed(source: string): Module {
    const module = this.memory.get(source) ?? this.parser.parse(source);
    this.memory.delete(source);
    this.memory.set(source, module);
    const oldest = this.memory.keys().next().value;
    if (this.memory.size > mostRemembered && oldest !== undefined) this.memory.delete(oldest);
    return module;
  }
}

/** Whether a module's text, not parsed yet, gives a name to a class at its top and to nothing else. */
function isOnlyClass(name: string, source: string): boolean {
  if (!/^\w+$/.test(name) || !new RegExp(`^class ${name}\\b`, "m").test(source)) return false;
  const other = `(?:async\\s+)?def\\s+${name}\\b|${name}\\s*[=:,]|.*\\b(?:as|import|global)\\b.*\\b${name}\\b`;
  return !new RegExp(`^[^\\S\\n]*(?:${other})`, "m").test(source);
}
