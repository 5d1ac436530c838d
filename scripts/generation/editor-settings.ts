import { editorKey, editorSection, settingDefinitions } from "../../server/src/project/setting-definitions.ts";

/** What VS Code is to know of our settings: `contributes.configuration.properties` of the manifest. */
export function editorProperties(): Readonly<Record<string, unknown>> {
  const ours = Object.values(settingDefinitions).filter((definition) => definition.inEditor);
  const properties = ours.map(({ key, schema, description }) => {
    const markdownDescription = `${sentence(description)} \`${key}\` in the project's \`pyproject.toml\` or \`alembic-guidelines.toml\` wins over it.`;
    return [`${editorSection}.${editorKey(key)}`, { ...schema, markdownDescription }];
  });
  return { ...Object.fromEntries(properties), [`${editorSection}.run`]: run, [`${editorSection}.trace.server`]: trace };
}

/** The extension's own. */
const run = {
  type: "string",
  enum: ["onType", "onSave"],
  enumDescriptions: ["With each change of the text.", "When it is opened and when it is saved."],
  default: "onType",
  description: "When a migration is checked.",
};

/** The language client's own. */
const trace = {
  type: "string",
  enum: ["off", "messages", "verbose"],
  default: "off",
  description: "Writes the messages between VS Code and the language server to the output channel.",
};

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
