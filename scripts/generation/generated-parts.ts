import { isTable } from "../../server/src/project/setting-types.ts";
import { editorProperties } from "./editor-settings.ts";
import { rulesTable } from "./rules-table.ts";
import { settingsTable } from "./settings-table.ts";
import { snippetsTable } from "./snippets-table.ts";

/**
 * Gives the README with its tables of rules, settings and snippets as they are now.
 * @param snippets the text of the snippets' file.
 * @throws Error when it has no place for one.
 */
export function readmeWithTables(readme: string, snippets: string): string {
  const tables = { rules: rulesTable(), settings: settingsTable(), snippets: snippetsTable(snippets) };
  return Object.entries(tables).reduce((text, [name, table]) => withPart(text, name, table), readme);
}

/** Gives the text of package.json with the settings as they are now. @throws Error when it has no place for them. */
export function manifestWithSettings(text: string): string {
  const manifest: unknown = JSON.parse(text);
  const contributes = isTable(manifest) ? manifest.contributes : null;
  const configuration = isTable(contributes) ? contributes.configuration : null;
  if (!isTable(manifest) || !isTable(contributes) || !isTable(configuration))
    throw new Error("package.json has no contributes.configuration");
  const changed = {
    ...manifest,
    contributes: { ...contributes, configuration: { ...configuration, properties: editorProperties() } },
  };
  return `${JSON.stringify(changed, null, 2)}\n`;
}

/** Fills the lines between `<!-- name: … -->` and `<!-- /name -->`. @throws Error when the text has none. */
export function withPart(text: string, name: string, content: string): string {
  const place = new RegExp(`(<!-- ${name}:[^>]*-->\\n).*?(<!-- /${name} -->)`, "s");
  if (!place.test(text)) throw new Error(`README.md has no place for the ${name}`);
  return text.replace(place, (_, begin: string, end: string) => `${begin}${content}\n${end}`);
}
