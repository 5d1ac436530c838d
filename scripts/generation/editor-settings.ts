import { editorKey, editorSection, settingDefinitions } from "../../server/src/project/setting-definitions.ts";

/** What VS Code is to know of our settings: `contributes.configuration.properties` of the manifest. */
export function editorProperties(): Readonly<Record<string, unknown>> {
  const ours = Object.values(settingDefinitions).filter((definition) => definition.inEditor);
  const properties = ours.map(({ key, schema, description }, order) => {
    const markdownDescription = `${linked(sentence(description), key)} \`${key}\` in the project's \`pyproject.toml\` or \`alembic-guidelines.toml\` wins over it.`;
    // Folders of one window may hold projects that differ in each of them.
    return [nameInEditor(key), { scope: "resource", order, ...schema, markdownDescription }];
  });
  return {
    ...Object.fromEntries(properties),
    [`${editorSection}.run`]: { ...run, order: ours.length },
    [`${editorSection}.trace.server`]: { ...trace, order: ours.length + 1 },
  };
}

/** The extension's own: it is said to the one server of the window as it starts. */
const run = {
  scope: "window",
  type: "string",
  enum: ["onType", "onSave"],
  enumDescriptions: ["With each change of the text.", "When it is opened and when it is saved."],
  default: "onType",
  markdownDescription: "When a migration is checked.",
};

/** The language client's own: there is one server for the window. */
const trace = {
  scope: "window",
  type: "string",
  enum: ["off", "messages", "verbose"],
  default: "off",
  markdownDescription: "Writes the messages between VS Code and the language server to the output channel.",
};

function nameInEditor(key: string): string {
  return `${editorSection}.${editorKey(key)}`;
}

/** Other settings that a text names become links to them. */
function linked(text: string, own: string): string {
  const others = Object.values(settingDefinitions).filter(({ key, inEditor }) => inEditor && key !== own);
  return others.reduce((all, { key }) => all.replaceAll(`\`${key}\``, `\`#${nameInEditor(key)}#\``), text);
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
