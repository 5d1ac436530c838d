import { join, sep } from "node:path";
import type { Engine } from "../engine.ts";
import { Environments } from "../project/environments.ts";
import { type ExplainedFact, explainContext, explainSettings } from "../project/explanation.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { SettingsFinder, settingsFor } from "../project/settings-file.ts";
import { defaultSettings } from "../settings.ts";
import { displayName } from "./display-name.ts";
import { indexedEnvironments } from "./indexed-environments.ts";
import type { Output } from "./output.ts";

export const configFormats = ["text", "json"] as const;

export interface ConfigOptions {
  readonly outputFormat: (typeof configFormats)[number];
}

/** What holds for the migrations of an environment. */
interface Explained {
  readonly environment: string;
  readonly settings: readonly ExplainedFact[];
  readonly context: readonly ExplainedFact[];
}

/**
 * Carries out `config`: prints the settings and the context that the rules are given in the environments that a path stands for, and where each
 * comes from.
 * @throws UsageError where there is no environment, SettingsError when a settings file can't be used.
 */
export async function printConfig(
  given: string,
  { outputFormat }: ConfigOptions,
  engine: Engine,
  output: Output,
): Promise<void> {
  const found = await indexedEnvironments(given, true, engine);
  const environments = new Environments(nodeFiles, activeEnvironment());
  const finder = new SettingsFinder(nodeFiles);
  const explained = found.map(({ environment, index }): Explained => {
    const file = finder.find(join(environment.folder, "versions"));
    const settings = settingsFor(file, defaultSettings);
    return {
      environment: environment.folder,
      settings: explainSettings(file, nodeFiles),
      context: explainContext(environment, index, settings, environments, engine),
    };
  });
  output.out(
    outputFormat === "json"
      ? `${JSON.stringify(explained, null, 2)}\n`
      : explained.map((each) => formatExplained(each, output)).join("\n"),
  );
}

function formatExplained({ environment, settings, context }: Explained, { colors }: Output): string {
  const facts = [...settings, ...context];
  const width = Math.max(...facts.map(({ name }) => name.length));
  const lines = (title: string, missing: string, of: readonly ExplainedFact[]) => [
    colors.cyan(title),
    ...of.map(({ name, value, source }) => {
      const shown = value === null ? missing : typeof value === "string" ? value : JSON.stringify(value);
      return `  ${colors.bold(name.padEnd(width))}  ${shortened(shown)}  ${colors.dim(shortened(source))}`;
    }),
  ];
  const title = `Settings for the migrations of ${displayName(environment)}`;
  return `${[...lines(title, "not set", settings), ...lines("What is known around them", "unknown", context)].join("\n")}\n`;
}

/** Paths as people see them from the working folder. */
function shortened(text: string): string {
  const here = process.cwd();
  return text.replaceAll(`${here}${sep}`, "").replaceAll(here, ".");
}
