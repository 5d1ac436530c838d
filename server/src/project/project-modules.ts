import { dirname, join } from "node:path";
import { NameBindings } from "./env-script/name-bindings.ts";
import type { AlembicEnvironment } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { locateModule, moduleFile } from "./helper-modules.ts";
import type { SourceReaders } from "./source-readers.ts";

/** A module of the project that binds a name itself. */
export interface Definition {
  readonly file: string;
  readonly source: string;
  readonly names: NameBindings;
  readonly name: string;
}

const longestWay = 8;

/** The modules of a project, as its `env.py` imports them. */
export class ProjectModules {
  readonly #environment: AlembicEnvironment;
  readonly #files: ProjectFiles;
  readonly #readers: Pick<SourceReaders, "parse">;

  constructor(environment: AlembicEnvironment, files: ProjectFiles, readers: Pick<SourceReaders, "parse">) {
    this.#environment = environment;
    this.#files = files;
    this.#readers = readers;
  }

  /**
   * Finds where a name is defined, through the modules that only pass it on.
   * @param path the dotted name with its module, as an import in `file` gives it; what follows the name is left aside.
   * @returns null when it isn't in the project, or it can't be told where.
   */
  definition(path: string, file: string): Definition | null {
    let wanted = { path, file };
    for (let steps = 0; steps < longestWay; steps++) {
      const place = this.#place(wanted.path, wanted.file);
      const source = place === null ? null : this.#files.readText(place.file);
      if (place === null || source === null) return null;
      const [name, ...rest] = place.names;
      if (name === undefined) return null;
      const names = new NameBindings(this.#readers.parse(source));
      const [first, ...others] = names.of(name);
      if (first === undefined) return null;
      if (first.kind !== "import" || others.length > 0) return { file: place.file, source, names, name };
      wanted = { path: [first.path, ...rest].join("."), file: place.file };
    }
    return null;
  }

  /** The file of the longest part of `path` that is a module, and what follows it. */
  #place(path: string, file: string): { readonly file: string; readonly names: readonly string[] } | null {
    const [dots = ""] = /^\.*/.exec(path) ?? [];
    const parts = path.slice(dots.length).split(".");
    for (let length = parts.length - 1; length > 0; length--) {
      const module = parts.slice(0, length);
      const found = dots === "" ? this.#absolute(module) : moduleFile(folderOf(file, dots.length), module, this.#files);
      if (found !== null) return { file: found, names: parts.slice(length) };
    }
    const own = dots === "" ? null : join(folderOf(file, dots.length), "__init__.py");
    return own !== null && this.#files.isFile(own) ? { file: own, names: parts } : null;
  }

  #absolute(module: readonly string[]): string | null {
    const location = locateModule(module.join("."), this.#environment, this.#files);
    return location.state === "found" ? location.path : null;
  }
}

/** The folder that a relative import with that many dots starts from. */
function folderOf(file: string, dots: number): string {
  let folder = dirname(file);
  for (let above = 1; above < dots; above++) folder = dirname(folder);
  return folder;
}
