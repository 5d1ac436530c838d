import { suggestion } from "../nearest-name.ts";
import { type AllSettings, settingDefinitions, settingFields } from "./setting-definitions.ts";
import type { WrongSetting } from "./setting-types.ts";

/** What a source of settings says. What it leaves out is missing. */
export type GivenSettings = { readonly [Field in keyof AllSettings]?: AllSettings[Field] };

/** A key of a source that can't be used, or its value. */
export interface SettingProblem extends WrongSetting {
  readonly key: string;
}

/** How a source of settings writes them. */
export interface SettingNames {
  /** The name in this source of the setting with this key; null for one that it can't have. */
  readonly nameOf: (key: string) => string | null;
  /** What messages call it. */
  readonly display: (name: string) => string;
  /** Whether a value means that nothing is set. */
  readonly isUnset: (value: unknown) => boolean;
}

/** Reads the settings of one source, all of which the definitions know: what is right, and what is wrong. */
export function readSettingsTable(
  table: Readonly<Record<string, unknown>>,
  { nameOf, display, isUnset }: SettingNames,
): { readonly given: GivenSettings; readonly problems: readonly SettingProblem[] } {
  const given: { -readonly [Field in keyof AllSettings]?: AllSettings[Field] } = {};
  const problems: SettingProblem[] = [];
  const names = settingFields.flatMap((field) => nameOf(settingDefinitions[field].key) ?? []);
  for (const name of Object.keys(table).filter((each) => !names.includes(each))) {
    problems.push({ key: name, entry: null, problem: `no setting is named '${name}'${suggestion(name, names)}` });
  }
  const read = <Field extends keyof AllSettings>(field: Field): void => {
    const { key, type } = settingDefinitions[field];
    const name = nameOf(key);
    if (name === null || isUnset(table[name])) return;
    const reading = type.read(table[name], display(name));
    if ("value" in reading) given[field] = reading.value;
    else problems.push({ key: name, ...reading });
  };
  for (const field of settingFields) read(field);
  return { given, problems };
}
