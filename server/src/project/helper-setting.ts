import { dirname, join } from "node:path";
import type { FileChange } from "../rules/finding.ts";
import type { AlembicEnvironment } from "./environment.ts";
import { foldersAbove, isInside } from "./environment.ts";
import type { ProjectFiles } from "./files.ts";
import { readSettings } from "./settings-file.ts";
import { insertLine } from "./text-lines.ts";

/**
 * The change that makes `helper-module` name `module` in the settings that hold for the environment's migrations: in the file
 * that has our settings, else in a `pyproject.toml` beside Alembic's configuration or below it, else in a new file beside it: what
 * lies above may belong to other environments too, which can't import this one's helper.
 * @returns null when no text edit can do it.
 */
export function changeHelperSetting(
  environment: AlembicEnvironment,
  module: string,
  files: ProjectFiles,
): FileChange | null {
  const folders = [environment.folder, ...foldersAbove(environment.folder)];
  const home = projectFolder(environment);
  const path = settingsFile(folders, files) ?? nearestPyproject(folders, home, files);
  if (path === null) {
    const created = join(home, "alembic-guidelines.toml");
    return { path: created, content: `${line(module)}\n`, action: { kind: "create" } };
  }
  const previous = files.readText(path);
  if (previous === null) return null;
  const content = withSetting(path, previous, module);
  return says(path, content, module) ? { path, content, action: { kind: "replace", previous } } : null;
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

function line(module: string): string {
  return `helper-module = ${JSON.stringify(module)}`;
}

function withSetting(path: string, text: string, module: string): string {
  const lines = text.split(/\r?\n/);
  const isTableHeader = (content: string) => /^\s*\[/.test(content);
  const isOurHeader = (content: string) => /^\s*\[\s*tool\s*\.\s*"?alembic-guidelines"?\s*\]/.test(content);
  const header = path.endsWith("pyproject.toml") ? lines.findIndex(isOurHeader) : -1;
  if (header === -1 && path.endsWith("pyproject.toml")) {
    const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    const table = `${gap}[tool.alembic-guidelines]\n${line(module)}\n`;
    return text + (text.includes("\r\n") ? table.replaceAll("\n", "\r\n") : table);
  }
  const nextHeader = lines.findIndex((content, index) => index > header && isTableHeader(content));
  const end = nextHeader === -1 ? lines.length : nextHeader;
  const present = lines.findIndex(
    (content, index) => index > header && index < end && /^\s*helper-module\s*=/.test(content),
  );
  if (present === -1) return insertLine(text, header + 1, line(module));
  return text.replace(
    /^([ \t]*helper-module[ \t]*=[ \t]*)(?:"[^"\r\n]*"|'[^'\r\n]*')/m,
    (_, key: string) => key + JSON.stringify(module),
  );
}

/** Whether the edited text is read as meant: TOML has spellings that line edits don't know. */
function says(path: string, text: string, module: string): boolean {
  try {
    return readSettings(path, text)?.helperModule === module;
  } catch {
    return false;
  }
}
