import { settingDefinitions } from "../../server/src/project/setting-definitions.ts";

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = Object.values(settingDefinitions).map(({ key, schema, description }) => {
    return `| \`${key}\` | ${inToml(schema.default)} | ${description} |`;
  });
  return ["| setting | default | |", "|---|---|---|", ...rows].join("\n");
}

/** A default as a settings file would write it; nothing where there is none. */
function inToml(value: unknown): string {
  const isNothing = value === null || value === "" || JSON.stringify(value) === "{}";
  return isNothing ? "" : `\`${JSON.stringify(value)}\``;
}
