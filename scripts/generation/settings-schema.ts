import { settingDefinitions } from "../../server/src/project/setting-definitions.ts";
import type { JsonSchema } from "../../server/src/project/setting-types.ts";

const draft = "http://json-schema.org/draft-07/schema#";

/** The JSON schema of an `alembic-guidelines.toml`, which is that of the table `[tool.alembic-guidelines]` too. */
export function settingsSchema(): string {
  return written({ $schema: draft, title: "Settings of Alembic Guidelines", ...settingsTable() });
}

/** The JSON schema of a `pyproject.toml`, of which only our table is known. */
export function pyprojectSchema(): string {
  const tool = { type: "object", properties: { "alembic-guidelines": settingsTable() } };
  return written({
    $schema: draft,
    title: "pyproject.toml with the settings of Alembic Guidelines",
    type: "object",
    properties: { tool },
  });
}

function settingsTable(): JsonSchema {
  const properties = Object.values(settingDefinitions).map(({ key, type, schema, description }) => {
    const { markdownEnumDescriptions: meanings, ...values } = type.fileSchema;
    // Even Better TOML shows what each word means.
    const words = meanings === undefined ? {} : { "x-taplo": { docs: { enumValues: meanings } } };
    const isSet = schema.default !== null && schema.default !== "";
    return [key, { ...values, ...(isSet && { default: schema.default }), description, ...words }];
  });
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

function written(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
