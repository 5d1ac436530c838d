import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Connection } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Context, unknownContext } from "../context.ts";
import type { Engine } from "../engine.ts";
import { type LintResult, lint } from "../lint.ts";
import { functionNameAt } from "../migration/edit/statement-path.ts";
import { type SuppressionEdit, suppressInFile, suppressStatement } from "../migration/edit/suppress.ts";
import type { MigrationScript } from "../migration/script.ts";
import { areSame, moduleDigests, type ScriptReading } from "../project/indexing/indexed-script.ts";
import { SettingsError } from "../project/settings-file.ts";
import type { Finding } from "../rules/finding.ts";
import type { Settings } from "../settings.ts";
import type { EditorSettings } from "./editor-settings.ts";
import { pathOf } from "./file-uris.ts";
import type { OpenProject } from "./open-project.ts";
import { showError } from "./show-error.ts";

/** How long findings wait for the other revisions to be read: in most projects none has to be taken back then. */
const INDEX_WAIT_MS = 1_000;

/** What was found in one version of a document. */
export interface Checked {
  readonly version: number;
  /** Changes whenever the findings may have changed: with the text, the settings, and other files. */
  readonly resultId: string;
  readonly findings: readonly Finding[];
  /** The same, with what was left out of it. */
  readonly result: LintResult;
  /** What the document was read as; null for what is no migration. */
  readonly basis: Basis | null;
}

/** What findings rest on. */
export interface Basis {
  readonly script: MigrationScript;
  readonly settings: Settings;
  readonly context: Context;
}

const nothing: LintResult = { findings: [], suppressed: [], failures: [] };

interface Result extends Checked {
  readonly reading: ScriptReading;
  /** Of the project, when the basis was last found to be as it is. */
  readonly generation: number;
}

/** Finds what is wrong with texts. */
interface Reader {
  readonly findings: (text: string) => readonly Finding[] | null;
}

/** Checks open documents, each version once. */
export class Checker {
  readonly #engine: Promise<Engine>;
  readonly #editorSettings: EditorSettings;
  readonly #project: OpenProject;
  readonly #connection: Connection;
  readonly #results = new WeakMap<TextDocument, Result>();
  readonly #complaints = new Set<string>();
  readonly #lookedFor = new Set<string>();
  #checks = 0;

  constructor(engine: Promise<Engine>, editorSettings: EditorSettings, project: OpenProject, connection: Connection) {
    this.#engine = engine;
    this.#editorSettings = editorSettings;
    this.#project = project;
    this.#connection = connection;
  }

  /**
   * Gives the findings in the text that `document` holds when this resolves; none for what is no migration. What rests on nothing that has
   * changed is not looked for again.
   */
  async check(document: TextDocument): Promise<Checked> {
    const engine = await this.#engine;
    const editorSettings = await this.#editorSettings.for(document.uri);
    const path = pathOf(document.uri);
    if (path !== null && document.languageId === "python") {
      const indexed = this.#project.indexed(path, engine);
      // What is history is known only then; it must not be shown as new meanwhile.
      const mustKnow = this.#settings(path, editorSettings).startAfter.length > 0;
      await (mustKnow ? indexed : atMost(INDEX_WAIT_MS, indexed));
      if (mustKnow) this.#lookForHistory(path, this.#settings(path, editorSettings).startAfter, engine);
    }
    const known = this.#results.get(document);
    if (known !== undefined && this.#holds(known, document, path)) return known;
    const result = this.#check(engine, document, path, editorSettings, known ?? null);
    this.#results.set(document, result);
    return result;
  }

  /**
   * Checks a file that is in no editor, when all revisions of its environment are known.
   * @param scope the URI of the file or folder whose settings of the editor count.
   */
  async checkClosed(document: TextDocument, scope: string): Promise<Checked> {
    const engine = await this.#engine;
    const editorSettings = await this.#editorSettings.for(scope);
    const path = pathOf(document.uri);
    if (path !== null) await this.#project.indexed(path, engine);
    return this.#check(engine, document, path, editorSettings, null);
  }

  /** The settings for a file; what is wrong with them is shown, and left out. */
  async settings(uri: string): Promise<Settings> {
    return this.#settings(pathOf(uri), await this.#editorSettings.for(uri));
  }

  /** Whether what was found in a document rests on what has changed since. */
  isOutdated(document: TextDocument): boolean {
    const known = this.#results.get(document);
    return known !== undefined && !this.#holds(known, document, pathOf(document.uri));
  }

  /** The name of the function that a place of a checked document lies in; null outside of any. */
  functionAt(document: TextDocument, offset: number): string | null {
    const script = this.#results.get(document)?.basis?.script;
    return script === undefined ? null : functionNameAt(script, offset);
  }

  /**
   * Gives what finds what is wrong with any text in the place of `document`; null for no migration.
   * @param inFunction only what lies in the function of this name; null for everything.
   * @param scope the URI of the file or folder whose settings of the editor count.
   */
  async reader(document: TextDocument, inFunction: string | null, scope = document.uri): Promise<Reader> {
    const engine = await this.#engine;
    const editorSettings = await this.#editorSettings.for(scope);
    const path = pathOf(document.uri);
    return {
      findings: (text) => {
        const { script } = this.#read(engine, document, path, text);
        if (script === null) return null;
        const { findings } = this.#judge(document, this.#basis(engine, script, path, editorSettings));
        return inFunction === null
          ? findings
          : findings.filter(({ start }) => functionNameAt(script, start) === inFunction);
      },
    };
  }

  /** What another text would be read as in the place of `document`; null for no migration. */
  async readInPlace(document: TextDocument, text: string): Promise<MigrationScript | null> {
    return this.#read(await this.#engine, document, pathOf(document.uri), text).script;
  }

  /** Gives the comment that suppresses a rule in the text that `document` holds now; null for no migration. */
  async suppression(
    document: TextDocument,
    { rule, start, where }: { readonly rule: string; readonly start: number; readonly where: "statement" | "file" },
  ): Promise<SuppressionEdit | null> {
    const engine = await this.#engine;
    const { script } = this.#read(engine, document, pathOf(document.uri), document.getText());
    if (script === null) return null;
    return where === "file" ? suppressInFile(script, rule) : suppressStatement(script, rule, start);
  }

  /** Whether a result is the document's present one, as far as that can be told without reading it again. */
  #holds({ version, generation, basis }: Result, document: TextDocument, path: string | null): boolean {
    if (version !== document.version || generation !== this.#project.generation) return false;
    return basis === null || path === null || basis.context.history === this.#history(path);
  }

  #check(
    engine: Engine,
    document: TextDocument,
    path: string | null,
    editorSettings: Settings,
    known: Result | null,
  ): Result {
    const { version } = document;
    const { generation } = this.#project;
    const reading = this.#reading(engine, document, path, known);
    if (path !== null) this.#project.take(path, reading);
    const basis = reading.script === null ? null : this.#basis(engine, reading.script, path, editorSettings);
    if (known?.version === version && isSameBasis(known.basis, basis)) return { ...known, reading, basis, generation };
    const result = basis === null ? nothing : this.#judge(document, basis);
    const resultId = `${version}.${++this.#checks}`;
    return { version, resultId, findings: result.findings, result, reading, basis, generation };
  }

  /** Reads the document, unless it has been read already and nothing that it imports has changed since. */
  #reading(engine: Engine, document: TextDocument, path: string | null, known: Result | null): ScriptReading {
    if (known?.version === document.version) {
      const sourceOf = path === null ? () => null : this.#project.current.moduleSource(path);
      if (areSame(known.reading.modules, moduleDigests(sourceOf))) return known.reading;
    }
    return this.#read(engine, document, path, document.getText());
  }

  #read(engine: Engine, document: TextDocument, path: string | null, text: string): ScriptReading {
    const none: ScriptReading = { text, script: null, modules: [] };
    if (document.languageId !== "python") return none;
    try {
      if (path === null) return { ...none, script: engine.read(text, false) };
      return this.#project.current.read(path, text, engine);
    } catch (error) {
      this.#log(`${document.uri} could not be read: ${trace(error)}`);
      return none;
    }
  }

  #basis(engine: Engine, script: MigrationScript, path: string | null, editorSettings: Settings): Basis {
    const settings = this.#settings(path, editorSettings);
    const context =
      path === null
        ? unknownContext(settings.helperModule)
        : this.#project.current.context(path, script, settings, engine);
    return { script, settings, context };
  }

  #judge(document: TextDocument, { script, settings, context }: Basis): LintResult {
    try {
      const result = lint(script, settings, context);
      for (const { rule, error } of result.failures)
        this.#log(`The rule ${rule} failed on ${document.uri}: ${trace(error)}`);
      return result;
    } catch (error) {
      this.#log(`${document.uri} could not be checked: ${trace(error)}`);
      return nothing;
    }
  }

  /** Complains of names in `start-after` that there are none of, once for each setting. */
  #lookForHistory(path: string, names: readonly string[], engine: Engine): void {
    const setting = names.join(" ");
    if (this.#lookedFor.has(setting)) return;
    this.#lookedFor.add(setting);
    this.#project.unknownHistory(path, names, engine).then(
      (problems) => {
        for (const problem of problems) {
          if (this.#log(`start-after: ${problem}`)) showError(this.#connection, `start-after: ${problem}`);
        }
      },
      (error: unknown) => this.#log(`start-after could not be looked up: ${trace(error)}`),
    );
  }

  #history(path: string): Context["history"] {
    return this.#project.current.index(path)?.history(path) ?? null;
  }

  #settings(path: string | null, editorSettings: Settings): Settings {
    if (path === null) return editorSettings;
    try {
      return this.#project.current.settings(path, editorSettings);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      // An open file shows by itself what is wrong with it, also while it is being typed.
      if (this.#log(error.message) && this.#project.openDocument(error.file) === undefined)
        showError(this.#connection, error.message);
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

function isSameBasis(a: Basis | null, b: Basis | null): boolean {
  if (a === null || b === null) return a === b;
  const { history: historyA, ...contextA } = a.context;
  const { history: historyB, ...contextB } = b.context;
  return (
    a.script === b.script &&
    historyA === historyB &&
    isDeepStrictEqual(a.settings, b.settings) &&
    isDeepStrictEqual(contextA, contextB)
  );
}

/** Waits for `work`, but not longer than that. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, delay(milliseconds, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}

function trace(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
