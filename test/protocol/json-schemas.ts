import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type SchemaObject } from "ajv";

const folder = join(dirname(createRequire(import.meta.url).resolve("schemastore/package.json")), "schemas/json");

/**
 * What a public JSON schema has against a value; empty where nothing is wrong.
 * @param name of the schema's file in the package `schemastore`, a copy of schemastore.org.
 */
export function schemaProblems(name: string, value: unknown): readonly string[] {
  const schema: SchemaObject = JSON.parse(readFileSync(join(folder, name), "utf8"));
  // Draft 04, of which Ajv knows all but these two keywords; its patterns are not meant as Unicode ones.
  const { id, $schema: _, ...rest } = schema;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, unicodeRegExp: false });
  const valid = ajv.validate(typeof id === "string" ? { $id: id, ...rest } : rest, value);
  return valid ? [] : (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
