import { dirname, join } from "node:path";
import { parse, TomlError } from "smol-toml";
import { suggestion } from "../nearest-name.ts";
import type { Severity } from "../rules/finding.ts";
import { rules } from "../rules/index.ts";
import type { Settings } from "../settings.ts";

/** The settings of a project, from the file that holds them. What the file leaves out is undefined. */
export interface ProjectSettings {
  /** The file's absolute path; `exclude` is relative to its folder. */
  readonly file: string;
  readonly helperModule: string | undefined;
  readonly enumAcceptIfNotExists: boolean | undefined;
  readonly severities: ReadonlyMap<string, Severity | "off"> | undefined;
  readonly exclude: readonly string[];
}

const keys = ["helper-module", "enum-accept-if-not-exists", "rules", "exclude"];

/** A settings file that can't be used. The message begins with its path and line. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.file = file;
    this.line = line;
  }
}

/** Finds and reads settings files, each once. Make a new one when files have changed. */
export class SettingsFinder {
  readonly #byFolder = new Map<string, ProjectSettings | null | SettingsError>();
  readonly #readText: (path: string) => string | null;

  /** @param readText gives a file's text, null when there is no such file. */
  constructor(readText: (path: string) => string | null) {
    this.#readText = readText;
  }

  /**
   * Gives the settings for what lies in `folder`: of the nearest `alembic-guidelines.toml`, or `pyproject.toml` with a table
   * `[tool.alembic-guidelines]`, there or above. Null when there is none.
   * @throws SettingsError when a file on the way is no TOML or holds a value of the wrong type.
   */
  find(folder: string): ProjectSettings | null {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      found = this.#look(folder);
      this.#byFolder.set(folder, found);
    }
    if (found instanceof SettingsError) throw found;
    return found;
  }

  #look(folder: string): ProjectSettings | null | SettingsError {
    try {
      for (const name of ["alembic-guidelines.toml", "pyproject.toml"]) {
        const path = join(folder, name);
        const text = this.#readText(path);
        const settings = text === null ? null : readSettings(path, text);
        if (settings !== null) return settings;
      }
      const parent = dirname(folder);
      return parent === folder ? null : this.find(parent);
    } catch (error) {
      if (error instanceof SettingsError) return error;
      throw error;
    }
  }
}

/**
 * Reads the text of a settings file.
 * @returns null for a `pyproject.toml` that says nothing about us.
 * @throws SettingsError when it is no TOML, has a key that we don't know or a value of the wrong type.
 */
export function readSettings(file: string, text: string): ProjectSettings | null {
  const document = parseToml(file, text);
  const table = file.endsWith("pyproject.toml") ? ourTable(file, text, document) : document;
  if (table === null) return null;
  const unknown = Object.keys(table).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    const problem = `no setting is named '${unknown}'${suggestion(unknown, keys)}`;
    throw new SettingsError(file, lineOf(text, unknown), problem);
  }
  const wrong = (key: string, wanted: string) => new SettingsError(file, lineOf(text, key), `${key} must be ${wanted}`);

  const helperModule = table["helper-module"];
  if (helperModule !== undefined && !isModuleName(helperModule)) {
    throw wrong("helper-module", "a Python module's dotted name");
  }
  const acceptIfNotExists = table["enum-accept-if-not-exists"];
  if (acceptIfNotExists !== undefined && typeof acceptIfNotExists !== "boolean") {
    throw wrong("enum-accept-if-not-exists", "true or false");
  }
  const severities = table.rules === undefined ? undefined : readSeverities(file, text, table.rules);
  const exclude = table.exclude ?? [];
  if (!isStringList(exclude)) throw wrong("exclude", "a list of glob patterns");
  return { file, helperModule, enumAcceptIfNotExists: acceptIfNotExists, severities, exclude };
}

const levels = ["error", "warning", "info", "hint", "off"] as const;

/** Reads `rules = { name = "level" }`. */
function readSeverities(file: string, text: string, value: unknown): ReadonlyMap<string, Severity | "off"> {
  const names = rules.map((rule) => rule.name);
  const severities = new Map<string, Severity | "off">();
  if (!isTable(value)) throw new SettingsError(file, lineOf(text, "rules"), "rules must be a table of rule names");
  for (const [name, wanted] of Object.entries(value)) {
    const level = levels.find((each) => each === wanted);
    const problem = !names.includes(name)
      ? `no rule is named '${name}'${suggestion(name, names)}`
      : `the level of ${name} must be one of ${levels.join(", ")}`;
    if (!names.includes(name) || level === undefined) throw new SettingsError(file, lineOf(text, name), problem);
    severities.set(name, level);
  }
  return severities;
}

/** Gives the engine's settings: what the project's file says, and `fallback` for the rest. */
export function settingsFor(project: ProjectSettings | null, fallback: Settings): Settings {
  return {
    helperModule: project?.helperModule ?? fallback.helperModule,
    enumAcceptIfNotExists: project?.enumAcceptIfNotExists ?? fallback.enumAcceptIfNotExists,
    severities: project?.severities ?? fallback.severities,
  };
}

/** Tells a dotted module name, as `helper-module` must be, from anything else. */
export function isModuleName(value: unknown): value is string {
  return typeof value === "string" && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(value);
}

type Table = Readonly<Record<string, unknown>>;

function parseToml(file: string, text: string): Table {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The rest of the message is an excerpt of the file.
    const [problem = "not valid TOML"] = error.message.split("\n");
    throw new SettingsError(file, error.line, problem);
  }
}

function ourTable(file: string, text: string, document: Table): Table | null {
  const tool = document.tool;
  const table = isTable(tool) ? tool["alembic-guidelines"] : undefined;
  if (table === undefined) return null;
  if (!isTable(table)) {
    throw new SettingsError(file, lineOf(text, "alembic-guidelines"), "tool.alembic-guidelines must be a table");
  }
  return table;
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** The parser keeps no positions: the line that names the key, the first one if none does. */
function lineOf(text: string, key: string): number {
  const lines = text.split("\n");
  const ours = Math.max(
    lines.findIndex((line) => line.includes("alembic-guidelines")),
    0,
  );
  const at = lines.findIndex((line, index) => index >= ours && line.includes(key));
  return Math.max(at, 0) + 1;
}
