import type { Engine } from "../engine.ts";
import { startedAfter } from "../history/graph/start-after.ts";
import type { AlembicEnvironment } from "../project/environment.ts";
import { Environments } from "../project/environments.ts";
import type { EnvironmentIndex } from "../project/indexing/environment-index.ts";
import { activeEnvironment, nodeFiles } from "../project/node-files.ts";
import { changeSetting, startAfterSetting } from "../project/setting-change.ts";
import { SettingsFinder, settingsFor } from "../project/settings-file.ts";
import type { FileChange } from "../rules/finding.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import { displayName } from "./display-name.ts";
import { problemOf } from "./file-error.ts";
import { indexedEnvironments } from "./indexed-environments.ts";
import type { Output } from "./output.ts";
import { PendingFiles } from "./pending-files.ts";
import { UsageError } from "./usage-error.ts";
import { WriteError, writeFiles } from "./write-files.ts";

/**
 * Carries out `init`: makes the present migrations history, and gives the project the enum helper. What is there already is left as it is.
 * @param given the project's folder, or one below or above an Alembic environment.
 * @throws UsageError where there is no environment, or a file can't be changed; SettingsError when a settings file can't be used.
 */
export async function init(given: string, engine: Engine, output: Output): Promise<void> {
  const found = await indexedEnvironments(given, true, engine);
  const files = new PendingFiles(nodeFiles);
  const done: string[] = [];
  for (const { environment, index } of found) {
    done.push(makeHistory(environment, index, files), provideHelper(environment, files, engine));
  }
  try {
    writeFiles(files.take().map(({ path, after }) => ({ path, content: after })));
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    throw new UsageError(`${displayName(error.path)}: ${problemOf(error)}`);
  }
  output.out(`${done.join("\n")}\n`);
}

function settingsOf({ folder }: AlembicEnvironment, files: PendingFiles): Settings {
  return settingsFor(new SettingsFinder(files).find(folder), defaultSettings);
}

function makeHistory(environment: AlembicEnvironment, { graph }: EnvironmentIndex, files: PendingFiles): string {
  const { startAfter } = settingsOf(environment, files);
  const here = startedAfter(graph, startAfter);
  if (here.past.size > 0) return `start-after is set; history: ${counted(here.past.size)}`;
  const heads = graph.heads.map(({ id }) => id.text);
  if (heads.length === 0) return "No migrations yet: start-after is not needed";
  // What is set for another environment of the same settings file stays.
  const setting = startAfterSetting([...startAfter, ...heads]);
  const change = changeSetting(environment, setting, files);
  if (change === null || !files.change([change])) {
    throw new UsageError(`can't set ${setting.key} = ${setting.value} in the settings file: please do so by hand`);
  }
  const past = startedAfter(graph, heads).past.size;
  const where = displayName(change.path);
  return `Set ${setting.key} = ${setting.value} in ${where}: ${counted(past)} left alone as history`;
}

function provideHelper(environment: AlembicEnvironment, files: PendingFiles, engine: Engine): string {
  const { helperModule } = settingsOf(environment, files);
  const { knowledge, creation } = new Environments(files, activeEnvironment()).helper(
    helperModule,
    environment,
    engine,
  );
  if (knowledge.state === "found") return `The enum helper is there: ${displayName(knowledge.path)}`;
  if (creation === null || !files.change(creation.changes)) {
    return `No place found for the enum helper ${helperModule}: name a module that can be imported as helper-module`;
  }
  return creation.changes.map((change) => described(change, creation.module)).join("\n");
}

function described({ path, action }: FileChange, module: string): string {
  if (action.kind === "create") return `Created ${displayName(path)}`;
  return `Changed ${displayName(path)}, so that migrations import the enum helper from ${module}`;
}

function counted(migrations: number): string {
  return migrations === 1 ? "1 migration" : `${migrations} migrations`;
}
