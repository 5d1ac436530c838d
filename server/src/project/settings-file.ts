import { dirname, join } from "node:path";
import { parse, TomlError } from "smol-toml";
import type { Settings } from "../settings.ts";
import type { ProjectFiles } from "./files.ts";
import { type GivenSettings, readSettingsTable, type SettingNames } from "./read-settings-table.ts";
import { isTable } from "./setting-types.ts";
import { lineOfKey } from "./settings-line.ts";

/** The settings of a project, from the file that holds them. What the file leaves out is missing. */
export interface ProjectSettings extends GivenSettings {
  /** The file's absolute path; `exclude` is relative to its folder. */
  readonly file: string;
}

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
  readonly #files: Pick<ProjectFiles, "readText" | "isFile">;

  constructor(files: Pick<ProjectFiles, "readText" | "isFile">) {
    this.#files = files;
  }

  /**
   * Gives the settings for what lies in `folder`: of the nearest `alembic-guidelines.toml`, or `pyproject.toml` with a table
   * `[tool.alembic-guidelines]`, there or above. Null when there is none.
   * @throws SettingsError when a file on the way can't be read, is no TOML or holds a value of the wrong type.
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
        const text = this.#files.readText(path);
        // To go on without it would be to check by other settings than everybody else.
        if (text === null && this.#files.isFile(path)) throw new SettingsError(path, 1, "can't be read");
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
  const { given, problems } = readSettingsTable(table, namesInFiles);
  const [first] = problems;
  if (first === undefined) return { file, ...given };
  const path = [...(table === document ? [] : ourPath), first.key, ...(first.entry === null ? [] : [first.entry])];
  throw new SettingsError(file, lineOfKey(text, path), first.problem);
}

/**
 * A value of a settings file that the file itself does not show to be wrong.
 * @param key as it is written in the file.
 * @param text the file's text.
 */
export function wrongSetting(settings: ProjectSettings, text: string, key: string, problem: string): SettingsError {
  return new SettingsError(settings.file, settingLine(settings, text, key), `${key}: ${problem}`);
}

/** The line of the settings file, counted from 1, that sets `key`. */
export function settingLine({ file }: ProjectSettings, text: string, key: string): number {
  const table = file.endsWith("pyproject.toml") ? ourPath : [];
  return lineOfKey(text, [...table, key]);
}

const namesInFiles: SettingNames = {
  nameOf: (key) => key,
  display: (name) => name,
  isUnset: (value) => value === undefined,
};

/** Gives the engine's settings: what the project's file says, and `fallback` for the rest. */
export function settingsFor(project: ProjectSettings | null, fallback: Settings): Settings {
  if (project === null) return fallback;
  const { file: _, exclude: __, ...given } = project;
  return { ...fallback, ...given };
}

const ourPath = ["tool", "alembic-guidelines"];

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
    throw new SettingsError(file, lineOfKey(text, ourPath), "tool.alembic-guidelines must be a table");
  }
  return table;
}
