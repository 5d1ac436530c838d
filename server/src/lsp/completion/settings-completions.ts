import { dirname } from "node:path";
import { type CompletionItem, CompletionItemKind, MarkupKind, type Range } from "vscode-languageserver/node";
import type { Engine } from "../../engine.ts";
import { settingDefinitions, settingFields } from "../../project/setting-definitions.ts";
import { levels } from "../../project/setting-types.ts";
import { rules } from "../../rules/index.ts";
import type { DocumentPlace } from "../document-place.ts";
import type { OpenProject } from "../open-project.ts";
import type { CompletionSource } from "./completion-source.ts";
import { isSettingsFile, type SettingsPlace, settingsPlaceAt } from "./settings-place.ts";

/** Offers settings, their values and the names of rules in the files that hold them. */
export class SettingsCompletions implements CompletionSource {
  readonly triggers = ['"', "'", "=", " ", "{", ","];
  readonly #project: OpenProject;
  readonly #engine: Promise<Engine>;

  constructor(project: OpenProject, engine: Promise<Engine>) {
    this.#project = project;
    this.#engine = engine;
  }

  async complete({ document, offset, path }: DocumentPlace): Promise<readonly CompletionItem[]> {
    if (path === null || !isSettingsFile(path)) return [];
    const source = document.getText();
    const place = settingsPlaceAt(path, source.slice(0, offset));
    if (place === null) return [];
    const rest = /^[\w.-]*/.exec(source.slice(offset))?.[0].length ?? 0;
    const range = { start: document.positionAt(offset - place.word.length), end: document.positionAt(offset + rest) };
    // What is there already need not be written again.
    const isGiven = /^\s*=/.test(source.slice(offset + rest));
    switch (place.kind) {
      case "setting":
        return settingKeys(place.taken, range, isGiven);
      case "rule":
        return ruleKeys(place.taken, range, isGiven);
      case "level":
        return levels.map((level) => word(level, null, place.quote, range));
      case "value":
        return this.#values(place, range, path);
    }
  }

  async #values(
    { key, quote }: Extract<SettingsPlace, { kind: "value" }>,
    range: Range,
    path: string,
  ): Promise<CompletionItem[]> {
    if (key === settingDefinitions.startAfter.key) return this.#heads(quote, range, path);
    const definition = settingFields.map((field) => settingDefinitions[field]).find((each) => each.key === key);
    if (definition === undefined) return [];
    const { type, enum: words, markdownEnumDescriptions: meanings } = definition.schema;
    if (type === "boolean") {
      return quote === ""
        ? ["true", "false"].map((label) => ({
            label,
            kind: CompletionItemKind.Keyword,
            textEdit: { range, newText: label },
          }))
        : [];
    }
    if (!Array.isArray(words)) return [];
    return words.map((each: unknown, index) =>
      word(String(each), Array.isArray(meanings) ? String(meanings[index]) : null, quote, range),
    );
  }

  /** The heads of the environments below the file's folder: reads their revisions. */
  async #heads(quote: string, range: Range, path: string): Promise<CompletionItem[]> {
    const environments = await this.#project.environments([dirname(path)], await this.#engine);
    return environments.flatMap(({ index }) =>
      index.graph.heads.map(({ id, message }) => word(id.text, message, quote, range)),
    );
  }
}

function settingKeys(taken: ReadonlySet<string>, range: Range, isGiven: boolean): CompletionItem[] {
  return settingFields
    .map((field) => settingDefinitions[field])
    .filter(({ key }) => !taken.has(key))
    .map(({ key, description, schema }) => ({
      label: key,
      kind: CompletionItemKind.Property,
      detail: `default: ${JSON.stringify(schema.default)}`,
      documentation: { kind: MarkupKind.Markdown, value: description },
      textEdit: { range, newText: isGiven ? key : `${key} = ` },
    }));
}

function ruleKeys(taken: ReadonlySet<string>, range: Range, isGiven: boolean): CompletionItem[] {
  return rules
    .filter(({ name }) => !taken.has(name))
    .map(({ name, description, severity }) => ({
      label: name,
      kind: CompletionItemKind.Property,
      detail: `default: ${severity}`,
      documentation: { kind: MarkupKind.Markdown, value: description },
      textEdit: { range, newText: isGiven ? name : `${name} = ` },
    }));
}

/** A text as a value, in quotes unless it stands in some. */
function word(text: string, documentation: string | null, quote: string, range: Range): CompletionItem {
  return {
    label: text,
    kind: CompletionItemKind.EnumMember,
    ...(documentation === null || documentation === ""
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    textEdit: { range, newText: quote === "" ? `"${text}"` : text },
  };
}
