import type { Connection } from "vscode-languageserver/node";
import { isModuleName } from "../project/settings-file.ts";
import { defaultSettings, type Settings } from "../settings.ts";
import type { ClientFeatures } from "./client-features.ts";

const section = "alembicGuidelines";

/** The settings of the editor, which apply where no file of the project has any. */
export class EditorSettings {
  readonly #connection: Connection;
  #features: ClientFeatures | null = null;
  #sent: Settings = defaultSettings;
  readonly #byDocument = new Map<string, Promise<Settings>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param options what the client sent at `initialize`, for clients that can't be asked. */
  start(features: ClientFeatures, options: unknown): void {
    this.#features = features;
    this.#sent = readEditorSettings(options);
  }

  /** Gives the settings for a document; asks the client once for each, if it can be asked. */
  for(uri: string): Promise<Settings> {
    if (!this.#features?.configuration) return Promise.resolve(this.#sent);
    let settings = this.#byDocument.get(uri);
    if (settings === undefined) {
      settings = this.#connection.workspace.getConfiguration({ scopeUri: uri, section }).then(
        (value: unknown) => readEditorSettings(value),
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
    if (isObject(changed) && section in changed) this.#sent = readEditorSettings(changed[section]);
  }

  forget(uri: string): void {
    this.#byDocument.delete(uri);
  }
}

function readEditorSettings(value: unknown): Settings {
  const helperModule = isObject(value) ? value.helperModule : undefined;
  return isModuleName(helperModule) ? { ...defaultSettings, helperModule } : defaultSettings;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
