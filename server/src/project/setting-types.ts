import { suggestion } from "../nearest-name.ts";
import type { Severity } from "../rules/finding.ts";
import { rules } from "../rules/index.ts";
import { isModuleName, moduleNamePattern } from "./module-name.ts";
import { releaseOf, releasePattern } from "./release.ts";

/** What the value of a setting can be, in a file and in an editor. */
export interface SettingType<Value> {
  /** Reads what is given for the setting called `name`. */
  read(given: unknown, name: string): SettingReading<Value>;
  /** Its JSON schema among an editor's settings. */
  readonly schema: JsonSchema;
  /** Its JSON schema in a settings file: what `read` takes, and nothing else. */
  readonly fileSchema: JsonSchema;
  /** The default as the schema has it. */
  schemaDefault(value: Value): unknown;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export type SettingReading<Value> = { readonly value: Value } | WrongSetting;

/** A value that can't be used. */
export interface WrongSetting {
  /** One line, which names the setting. */
  readonly problem: string;
  /** The key in the value, where it is a table and one of its entries is wrong; else null. */
  readonly entry: string | null;
}

/** A type whose values `pick` takes as they come, or not at all. */
function simple<Value>(
  wanted: string,
  schema: JsonSchema,
  pick: (given: unknown) => Value | undefined,
  fileSchema: JsonSchema = schema,
  schemaDefault: (value: Value) => unknown = (value) => value,
): SettingType<Value> {
  return {
    read(given, name) {
      const value = pick(given);
      return value === undefined ? { problem: `${name} must be ${wanted}`, entry: null } : { value };
    },
    schema,
    fileSchema,
    schemaDefault,
  };
}

/** True or false. */
export const flag: SettingType<boolean> = simple("true or false", { type: "boolean" }, (given) =>
  typeof given === "boolean" ? given : undefined,
);

/** One of some words, each with what it means. */
export function oneOf<Word extends string>(
  words: readonly Word[],
  meanings: Readonly<Record<Word, string>>,
): SettingType<Word> {
  const schema = { type: "string", enum: words, markdownEnumDescriptions: words.map((word) => meanings[word]) };
  return simple(`one of ${words.join(", ")}`, schema, (given) => words.find((word) => word === given));
}

/** A Python module's dotted name. */
export const moduleName: SettingType<string> = simple(
  "a Python module's dotted name",
  { type: "string" },
  (given) => (isModuleName(given) ? given : undefined),
  { type: "string", pattern: moduleNamePattern },
);

/** The major version of a PostgreSQL server. */
export const postgresMajor: SettingType<number | null> = simple(
  "a major version of PostgreSQL, like 15",
  { type: ["integer", "null"], minimum: 10, maximum: 99 },
  (given) => {
    const text = typeof given === "number" || typeof given === "string" ? String(given) : "";
    return /^[1-9]\d$/.test(text) ? Number(text) : undefined;
  },
  { type: ["integer", "string"], minimum: 10, maximum: 99, pattern: "^[1-9]\\d$" },
);

/** The version of a Python package: `1.13`, `"1.13.3"`. */
export const packageVersion: SettingType<string | null> = simple(
  'a version in quotes, like "1.13.3"',
  { type: "string" },
  (given) => (typeof given === "string" ? (releaseOf(given) ?? undefined) : undefined),
  { type: "string", pattern: `^\\s*${releasePattern}\\s*$` },
  (value) => value ?? "",
);

/** A list of texts. @param what what the texts are, in the plural. */
export function listOf(what: string): SettingType<readonly string[]> {
  const schema = { type: "array", items: { type: "string" } };
  return simple(`a list of ${what}`, schema, (given) => (isTextList(given) ? given : undefined));
}

/** A revision's id, or a list of them. */
export const revisionIds: SettingType<readonly string[]> = simple(
  "a revision's id, or a list of them",
  { type: "array", items: { type: "string" } },
  (given) => {
    const ids = typeof given === "string" ? [given] : given;
    return isTextList(ids) && ids.every((id) => id.trim() !== "") ? ids : undefined;
  },
  {
    type: ["string", "array"],
    pattern: "\\S",
    items: { type: "string", pattern: "\\S" },
  },
);

/** What a rule can be set to. */
export const levels = ["error", "warning", "info", "hint", "off"] as const;

/** @param described the keyword for what a rule is about. */
function ruleLevelsSchema(described: "description" | "markdownDescription"): JsonSchema {
  const properties = rules.map(({ name, description }) => [
    name,
    { type: "string", enum: levels, [described]: description },
  ]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Levels by rule name. */
export const ruleLevels: SettingType<ReadonlyMap<string, Severity | "off">> = {
  read(given, name) {
    if (!isTable(given)) return { problem: `${name} must be a table of rule names`, entry: null };
    const known = rules.map((rule) => rule.name);
    const read = new Map<string, Severity | "off">();
    for (const [rule, wanted] of Object.entries(given)) {
      const level = levels.find((each) => each === wanted);
      if (!known.includes(rule)) {
        return { problem: `no rule is named '${rule}'${suggestion(rule, known)}`, entry: rule };
      }
      if (level === undefined) {
        return { problem: `the level of ${rule} must be one of ${levels.join(", ")}`, entry: rule };
      }
      read.set(rule, level);
    }
    return { value: read };
  },
  schema: ruleLevelsSchema("markdownDescription"),
  fileSchema: ruleLevelsSchema("description"),
  schemaDefault: (value) => Object.fromEntries(value),
};

/** Tells a table of a settings file, or an object of JSON, from any other value. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
