import { presets } from "../rules/presets.ts";
import { defaultSettings, guardStyles, type Settings } from "../settings.ts";
import {
  flag,
  type JsonSchema,
  listOf,
  moduleName,
  oneOf,
  packageVersion,
  postgresMajor,
  revisionIds,
  ruleLevels,
  type SettingType,
} from "./setting-types.ts";

/** All that can be set: what the engine knows, and which files are left out. */
export interface AllSettings extends Settings {
  /** Glob patterns, relative to the settings file. */
  readonly exclude: readonly string[];
}

/** A setting, described for those who read it, those who show it and those who set it. */
export interface SettingDefinition<Value> {
  /** Its name in files. */
  readonly key: string;
  readonly type: SettingType<Value>;
  /** The JSON schema of its values among an editor's settings, with the default. */
  readonly schema: JsonSchema;
  /** A phrase, in Markdown. */
  readonly description: string;
  /** An editor can set it too. */
  readonly inEditor: boolean;
}

type Definitions = { readonly [Field in keyof AllSettings]: SettingDefinition<AllSettings[Field]> };

function define<Field extends keyof AllSettings>(
  field: Field,
  key: string,
  type: SettingType<AllSettings[Field]>,
  description: string,
): SettingDefinition<AllSettings[Field]> {
  const defaults: AllSettings = { ...defaultSettings, exclude: [] };
  const schema = { ...type.schema, default: type.schemaDefault(defaults[field]) };
  // Patterns are relative to a file, which an editor's settings have not.
  return { key, type, schema, description, inEditor: field !== "exclude" };
}

/** Every setting there is. Files, editors, their schema and the README's table come from here. */
export const settingDefinitions: Definitions = {
  preset: define(
    "preset",
    "preset",
    oneOf(presets, {
      essential: "What fails or aborts when it runs; what can't be repeated or reverted is only `info`.",
      guidelines: "The guideline, with the rules' own severities.",
      all: "The same, and rules that are off by default.",
    }),
    "what to start from: `essential` lowers the rules on repeating and reverting a migration to `info`, for teams that adopt step by step; `guidelines` is the guideline; `all` also turns on what is off by default",
  ),
  severities: define(
    "severities",
    "rules",
    ruleLevels,
    'severities by rule, over those of `preset`: `{ enum-add-one-by-one = "off", enum-add-without-helper = "error" }`',
  ),
  postgresVersion: define(
    "postgresVersion",
    "postgres-version",
    postgresMajor,
    "the major version of PostgreSQL that the migrations run on, like `15`: the oldest where there are several",
  ),
  alembicVersion: define(
    "alembicVersion",
    "alembic-version",
    packageVersion,
    'the version of Alembic, like `"1.13.3"`, instead of the one in the project\'s virtual environment, lock file or pinned requirements',
  ),
  sqlalchemyVersion: define(
    "sqlalchemyVersion",
    "sqlalchemy-version",
    packageVersion,
    "the version of SQLAlchemy, as `alembic-version` is Alembic's",
  ),
  helperModule: define(
    "helperModule",
    "helper-module",
    moduleName,
    "where fixes import `safe_add_enum_value` from. The guideline's path can't be imported in most layouts, since the installed package `alembic` hides it; the fix that creates the helper puts it where every `alembic` command finds it, and sets this",
  ),
  knownSchemas: define(
    "knownSchemas",
    "known-schemas",
    listOf("schema names"),
    "schemas that are there on every database",
  ),
  startAfter: define(
    "startAfter",
    "start-after",
    revisionIds,
    "a revision's id, or a list of them: these and their ancestors are history, and are left alone",
  ),
  enumAcceptIfNotExists: define(
    "enumAcceptIfNotExists",
    "enum-accept-if-not-exists",
    flag,
    "accept `ADD VALUE IF NOT EXISTS` without the helper of `helper-module`",
  ),
  guardStyle: define(
    "guardStyle",
    "guard-style",
    oneOf(guardStyles, {
      guideline: "In Python, as the guideline does.",
      "do-block": "In a DO block, which works under `--sql` too.",
    }),
    "how fixes check what exists: `guideline` in Python, `do-block` in a DO block, which works under `--sql` too (see `offline-sql`)",
  ),
  offlineSql: define(
    "offlineSql",
    "offline-sql",
    flag,
    "the migrations are also rendered with `--sql`: fixes that need a connection are unsafe; with `guard-style`, fewer need one",
  ),
  exclude: define(
    "exclude",
    "exclude",
    listOf("glob patterns"),
    "glob patterns, relative to the settings file, of what `check` leaves out when it searches a folder",
  ),
};

/** The fields of the settings, in the order in which they are shown. */
export const settingFields: readonly (keyof AllSettings)[] = Object.keys(settingDefinitions).filter(isField);

function isField(name: string): name is keyof AllSettings {
  return name in settingDefinitions;
}

/** The section of an editor's settings that is ours. */
export const editorSection = "alembicGuidelines";

/** The name of a setting in our section of an editor's settings: `guard-style` is `guardStyle`. */
export function editorKey(key: string): string {
  return key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
