import { editorKey, editorSection, settingDefinitions } from "../../server/src/project/setting-definitions.ts";

/** What VS Code is to know of our settings: `contributes.configuration.properties` of the manifest. */
export function editorProperties(): Readonly<Record<string, unknown>> {
  const ours = Object.values(settingDefinitions).filter((definition) => definition.inEditor);
  const properties = ours.map(({ key, schema, description }) => {
    const markdownDescription = `${sentence(description)} \`${key}\` in the project's \`pyproject.toml\` or \`alembic-guidelines.toml\` wins over it.`;
    return [`${editorSection}.${editorKey(key)}`, { ...schema, markdownDescription }];
  });
  return { ...Object.fromEntries(properties), [`${editorSection}.trace.server`]: trace };
}

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
