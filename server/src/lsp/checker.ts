import type { Connection } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { unknownContext } from "../context.ts";
import type { Engine } from "../engine.ts";
import { lint } from "../lint.ts";
import { suppressInFile, suppressStatement } from "../migration/edit/suppress.ts";
import type { TextEdit } from "../migration/edit/text-edit.ts";
import type { MigrationScript } from "../migration/script.ts";
import { SettingsError } from "../project/settings-file.ts";
import type { Finding } from "../rules/finding.ts";
import type { Settings } from "../settings.ts";
import type { EditorSettings } from "./editor-settings.ts";
import { pathOf } from "./file-uris.ts";
import type { OpenProject } from "./open-project.ts";
import { showError } from "./show-error.ts";

/** What was found in one version of a document. */
export interface Checked {
  readonly version: number;
  /** Changes whenever the findings may have changed: with the text, the settings, and other files. */
  readonly resultId: string;
  readonly findings: readonly Finding[];
}

/** Checks open documents, each version once. */
export class Checker {
  readonly #engine: Promise<Engine>;
  readonly #editorSettings: EditorSettings;
  readonly #project: OpenProject;
  readonly #connection: Connection;
  readonly #results = new WeakMap<TextDocument, Checked>();
  readonly #complaints = new Set<string>();

  constructor(engine: Promise<Engine>, editorSettings: EditorSettings, project: OpenProject, connection: Connection) {
    this.#engine = engine;
    this.#editorSettings = editorSettings;
    this.#project = project;
    this.#connection = connection;
  }

  /** Gives the findings in the text that `document` holds when this resolves; none for what is no migration. */
  async check(document: TextDocument): Promise<Checked> {
    const { findings } = await this.reader(document);
    const resultId = `${document.version}.${this.#project.generation}`;
    const known = this.#results.get(document);
    if (known?.resultId === resultId) return known;
    const checked = { version: document.version, resultId, findings: findings(document.getText()) ?? [] };
    this.#results.set(document, checked);
    return checked;
  }

  /** Gives a function that finds what is wrong with any text in the place of `document`; null for no migration. */
  async reader(document: TextDocument): Promise<{ readonly findings: (text: string) => readonly Finding[] | null }> {
    const engine = await this.#engine;
    const editorSettings = await this.#editorSettings.for(document.uri);
    return { findings: (text) => this.#find(engine, document, text, editorSettings) };
  }

  /** Gives the comment that suppresses a rule in the text that `document` holds now; null for no migration. */
  async suppression(
    document: TextDocument,
    { rule, start, where }: { readonly rule: string; readonly start: number; readonly where: "statement" | "file" },
  ): Promise<TextEdit | null> {
    const engine = await this.#engine;
    const script = this.#script(engine, document, document.getText());
    if (script === null) return null;
    return where === "file" ? suppressInFile(script, rule) : suppressStatement(script, rule, start);
  }

  #script(engine: Engine, document: TextDocument, text: string): MigrationScript | null {
    const path = pathOf(document.uri);
    if (path === null) return engine.read(text, false);
    const project = this.#project.current;
    return engine.read(text, project.liesInVersionsFolder(path), project.moduleSource(path));
  }

  #find(engine: Engine, document: TextDocument, text: string, editorSettings: Settings): readonly Finding[] | null {
    if (document.languageId !== "python") return null;
    const path = pathOf(document.uri);
    try {
      const script = this.#script(engine, document, text);
      if (script === null) return null;
      const settings = this.#settings(path, editorSettings);
      const context =
        path === null
          ? unknownContext(settings.helperModule)
          : this.#project.current.context(path, script, settings, engine);
      const { findings, failures } = lint(script, settings, context);
      for (const { rule, error } of failures) this.#log(`The rule ${rule} failed on ${document.uri}: ${trace(error)}`);
      return findings;
    } catch (error) {
      this.#log(`${document.uri} could not be checked: ${trace(error)}`);
      return [];
    }
  }

  #settings(path: string | null, editorSettings: Settings): Settings {
    if (path === null) return editorSettings;
    try {
      return this.#project.current.settings(path, editorSettings);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      if (this.#log(error.message)) showError(this.#connection, error.message);
      return editorSettings;
    }
  }

  /** Says everything once: the same problem comes with each keystroke. Tells whether it was new. */
  #log(message: string): boolean {
    if (this.#complaints.has(message)) return false;
    this.#complaints.add(message);
    this.#connection.console.error(message);
    return true;
  }
}

function trace(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
