import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ExplainedFact, explainSettings } from "../../project/explanation.ts";
import { SettingsError } from "../../project/settings-file.ts";
import { version } from "../../version.ts";
import { pathOf } from "../file-uris.ts";
import type { ServerParts } from "../language-features.ts";
import type { KnownEnvironment } from "../open-project.ts";
import { isRecord } from "../protocol/guards.ts";
import { reportCommand } from "../protocol/report.ts";
import { environmentName } from "../revisions/environment-name.ts";
import type { ServerCommand } from "./server-command.ts";

/** Tells which settings and which context count, and where each comes from. */
export const report: ServerCommand = {
  name: reportCommand,
  async run([uri, versions], parts): Promise<string> {
    const path = typeof uri === "string" ? pathOf(uri) : null;
    const found = await parts.project.environments(parts.folders.paths, await parts.engine);
    const own = path === null ? null : parts.project.current.environment(path);
    const shown = own === null ? found : found.filter(({ environment }) => environment.id === own.id);
    const sections = await Promise.all(shown.map((each) => describe(each, own === null ? null : path, parts)));
    const none = "There is no Alembic environment below the open folders.\n";
    return [
      "# Alembic Guidelines",
      table("## Versions", versionFacts(versions)),
      ...(sections.length === 0 ? [none] : sections),
    ]
      .join("\n\n")
      .trimEnd()
      .concat("\n");
  },
};

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly source?: string;
}

/** @param given what the client's side has, by name. */
function versionFacts(given: unknown): readonly Row[] {
  const others = isRecord(given) ? Object.entries(given).map(([name, value]) => ({ name, value })) : [];
  return [...others, { name: "language server", value: version }, { name: "Node.js", value: process.versions.node }];
}

/** @param path a migration of the environment, to be named; null for none. */
async function describe(
  { environment, index }: KnownEnvironment,
  path: string | null,
  parts: ServerParts,
): Promise<string> {
  const { project, folders, checker, engine } = parts;
  const file = path ?? join(environment.versionLocations[0] ?? environment.folder, "new.py");
  const uri = pathToFileURL(file).href;
  const title = `## Environment ${environmentName(environment, folders.paths)}`;
  const named = path === null ? [] : [`For the migration \`${shortened(path, folders.paths)}\`.`];
  const shorten = (facts: readonly ExplainedFact[]) =>
    facts.map(({ name, value, source }) => ({
      name,
      value: shortenedValue(value, folders.paths),
      source: shortened(source, folders.paths),
    }));
  try {
    const settings = await checker.settings(uri);
    const given = project.current.settingsFile(environmentFolder(file));
    const explained = explainSettings(given, project.present, settings);
    const context = project.current.explain(environment, index, settings, await engine);
    return [
      title,
      ...named,
      table("### Settings", shorten(explained)),
      table("### What is known around the migrations", shorten(context)),
    ].join("\n\n");
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [title, ...named, `The settings can't be used: ${error.message}`].join("\n\n");
  }
}

function environmentFolder(file: string): string {
  return join(file, "..");
}

/** @param title a heading. */
function table(title: string, rows: readonly Row[]): string {
  const hasSources = rows.some(({ source }) => source !== undefined);
  const cells = (each: readonly string[]) => `| ${each.join(" | ")} |`;
  const head = hasSources ? ["", "value", "from"] : ["", "version"];
  const lines = rows.map(({ name, value, source }) =>
    cells([name, inCode(value), ...(hasSources ? [escaped(source ?? "")] : [])]),
  );
  return [title, "", cells(head), cells(head.map(() => "---")), ...lines].join("\n");
}

function inCode(value: unknown): string {
  if (value === null || value === undefined) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text === "[]" || text === "{}") return "none";
  return text === "" ? "–" : `\`${escaped(text)}\``;
}

/** A bar would end the cell. */
function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Paths from the open folders. */
function shortened(text: string, folders: readonly string[]): string {
  return folders.reduce((shorter, folder) => shorter.replaceAll(join(folder, "/"), "").replaceAll(folder, "."), text);
}

function shortenedValue(value: unknown, folders: readonly string[]): unknown {
  if (typeof value === "string") return shortened(value, folders);
  return Array.isArray(value) ? value.map((each: unknown) => shortenedValue(each, folders)) : value;
}
