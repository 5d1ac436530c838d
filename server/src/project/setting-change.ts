import { dirname, join } from "node:path";
import type { FileChange } from "../rules/finding.ts";
import type { AlembicEnvironment } from "./environment.ts";
import { foldersAbove, isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { type ProjectSettings, readSettings } from "./settings-file.ts";
import { insertLine } from "./text-lines.ts";

/** A setting as our settings files have it: its key, and its value as TOML. */
export interface WrittenSetting {
  readonly key: string;
  readonly value: string;
  /** Tells whether settings that were read say it: TOML has spellings that line edits don't know. */
  readonly isSaid: (settings: ProjectSettings) => boolean;
}

/** `helper-module`, with which fixes import the enum helper. */
export function helperModuleSetting(module: string): WrittenSetting {
  const isSaid = ({ helperModule }: ProjectSettings) => helperModule === module;
  return { key: "helper-module", value: JSON.stringify(module), isSaid };
}

/** `start-after`, with which revisions are history. @param revisions their ids, at least one. */
export function startAfterSetting(revisions: readonly string[]): WrittenSetting {
  const [only, ...others] = revisions;
  return {
    key: "start-after",
    value: others.length === 0 ? JSON.stringify(only) : `[${revisions.map((id) => JSON.stringify(id)).join(", ")}]`,
    isSaid: ({ startAfter }) => revisions.join("\n") === startAfter?.join("\n"),
  };
}

/**
 * The change that gives a setting its value in the settings that hold for the environment's migrations: in the file that has our settings, else in
 * a `pyproject.toml` beside Alembic's configuration or below it, else in a new file beside it: what lies above may belong to other environments too,
 * for which it would not hold.
 * @returns null when no text edit can do it.
 */
export function changeSetting(
  environment: AlembicEnvironment,
  setting: WrittenSetting,
  files: ProjectFiles,
): FileChange | null {
  const folders = [environment.folder, ...foldersAbove(environment.folder)];
  const home = projectFolder(environment);
  const path = settingsFile(folders, files) ?? nearestPyproject(folders, home, files);
  if (path === null) {
    const created = join(home, "alembic-guidelines.toml");
    return { path: created, content: `${line(setting)}\n`, action: { kind: "create" } };
  }
  const previous = files.readText(path);
  if (previous === null) return null;
  const content = withSetting(path, previous, setting);
  return says(path, content, setting) ? { path, content, action: { kind: "replace", previous } } : null;
}

/** The file that our settings are read from. */
function settingsFile(folders: readonly string[], files: ProjectFiles): string | null {
  const candidates = folders.flatMap((folder) => [
    join(folder, "alembic-guidelines.toml"),
    join(folder, "pyproject.toml"),
  ]);
  const isOurs = (path: string): boolean => {
    const text = files.readText(path);
    if (text === null) return false;
    try {
      return readSettings(path, text) !== null;
    } catch {
      return true;
    }
  };
  return candidates.find(isOurs) ?? null;
}

/** The folder that holds Alembic's configuration; Flask-Migrate keeps that in the environment, one below. */
function projectFolder({ folder, config, root }: AlembicEnvironment): string {
  const home = config === null ? root : dirname(config.file);
  return home === folder ? dirname(folder) : home;
}

function nearestPyproject(folders: readonly string[], home: string, files: ProjectFiles): string | null {
  const candidates = folders.filter((folder) => isInside(folder, home)).map((folder) => join(folder, "pyproject.toml"));
  return candidates.find((path) => files.isFile(path)) ?? null;
}

function line({ key, value }: WrittenSetting): string {
  return `${key} = ${value}`;
}

function withSetting(path: string, text: string, setting: WrittenSetting): string {
  const lines = text.split(/\r?\n/);
  const isTableHeader = (content: string) => /^\s*\[/.test(content);
  const isOurHeader = (content: string) => /^\s*\[\s*tool\s*\.\s*"?alembic-guidelines"?\s*\]/.test(content);
  const header = path.endsWith("pyproject.toml") ? lines.findIndex(isOurHeader) : -1;
  if (header === -1 && path.endsWith("pyproject.toml")) {
    const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    const table = `${gap}[tool.alembic-guidelines]\n${line(setting)}\n`;
    return text + (text.includes("\r\n") ? table.replaceAll("\n", "\r\n") : table);
  }
  const nextHeader = lines.findIndex((content, index) => index > header && isTableHeader(content));
  const end = nextHeader === -1 ? lines.length : nextHeader;
  const isOurs = new RegExp(`^\\s*${setting.key}\\s*=`);
  const present = lines.findIndex((content, index) => index > header && index < end && isOurs.test(content));
  if (present === -1) return insertLine(text, header + 1, line(setting));
  const value = `(?:"[^"\\r\\n]*"|'[^'\\r\\n]*'|\\[[^\\]\\r\\n]*\\])`;
  return text.replace(
    new RegExp(`^([ \\t]*${setting.key}[ \\t]*=[ \\t]*)${value}`, "m"),
    (_, key: string) => key + setting.value,
  );
}

/** Whether the edited text is read as meant. */
function says(path: string, text: string, { isSaid }: WrittenSetting): boolean {
  try {
    const settings = readSettings(path, text);
    return settings !== null && isSaid(settings);
  } catch {
    return false;
  }
}
