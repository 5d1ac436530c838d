import type { Connection } from "vscode-languageserver/node";
import { readSettingsTable, type SettingNames } from "../project/read-settings-table.ts";
import { editorKey, editorSection, settingDefinitions } from "../project/setting-definitions.ts";
import { isTable } from "../project/setting-types.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import type { ClientFeatures } from "./client-features.ts";
import { showError } from "./show-error.ts";

/** The settings of the editor, which apply where no file of the project has any. */
export class EditorSettings {
  readonly #connection: Connection;
  #features: ClientFeatures | null = null;
  #sent: Settings = defaultSettings;
  readonly #byDocument = new Map<string, Promise<Settings>>();
  readonly #complaints = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param options what the client sent at `initialize`, for clients that can't be asked. */
  start(features: ClientFeatures, options: unknown): void {
    this.#features = features;
    this.#sent = this.#read(options);
  }

  /** Gives the settings for a document; asks the client once for each, if it can be asked. */
  for(uri: string): Promise<Settings> {
    if (!this.#features?.configuration) return Promise.resolve(this.#sent);
    let settings = this.#byDocument.get(uri);
    if (settings === undefined) {
      settings = this.#connection.workspace.getConfiguration({ scopeUri: uri, section: editorSection }).then(
        (value: unknown) => this.#read(value),
        (error: unknown) => {
          this.#connection.console.error(`The editor's settings could not be read: ${error}`);
          return defaultSettings;
        },
      );
      this.#byDocument.set(uri, settings);
    }
    return settings;
  }

  /** @param changed what the client sent along; without our section when it wants to be asked, or means other servers. */
  change(changed: unknown): void {
    this.#byDocument.clear();
    if (isTable(changed) && editorSection in changed) this.#sent = this.#read(changed[editorSection]);
  }

  forget(uri: string): void {
    this.#byDocument.delete(uri);
  }

  #read(value: unknown): Settings {
    const { settings, problems } = readEditorSettings(value);
    for (const problem of problems.filter((each) => !this.#complaints.has(each))) {
      this.#complaints.add(problem);
      this.#connection.console.error(problem);
      showError(this.#connection, problem);
    }
    return settings;
  }
}

const namesInEditors: SettingNames = {
  nameOf: (key) => {
    const isOurs = Object.values(settingDefinitions).some((each) => each.key === key && each.inEditor);
    return isOurs ? editorKey(key) : null;
  },
  display: (name) => `${editorSection}.${name}`,
  // An editor sends every setting; an empty field is one that nobody has filled in.
  isUnset: (value) => value === undefined || value === null || value === "",
};

/** What only an editor has: the client's own. */
const foreignKeys = new Set(["run", "trace"]);

/** Reads our section of an editor's settings; what is wrong in it is told, and left at its default. */
export function readEditorSettings(section: unknown): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  if (!isTable(section)) return { settings: defaultSettings, problems: [] };
  const ours = Object.fromEntries(Object.entries(section).filter(([key]) => !foreignKeys.has(key)));
  const { given, problems } = readSettingsTable(ours, namesInEditors);
  const { exclude: _, ...settings } = given;
  return {
    settings: { ...defaultSettings, ...settings },
    problems: problems.map(({ problem }) => `In the editor's settings: ${problem}; it is ignored.`),
  };
}
