import { basename } from "node:path";

/** A place in a settings file where something of ours may be written. */
export type SettingsPlace =
  /** A key; `taken` are those that the table has. */
  | { readonly kind: "setting"; readonly word: string; readonly taken: ReadonlySet<string> }
  | { readonly kind: "rule"; readonly word: string; readonly taken: ReadonlySet<string> }
  /** The value of a key; `quote`: the one that it stands in, empty where it has none yet. */
  | { readonly kind: "value"; readonly key: string; readonly word: string; readonly quote: string }
  | { readonly kind: "level"; readonly word: string; readonly quote: string };

const ourTable = "tool.alembic-guidelines";

/** Whether a path is that of a file that may hold our settings. */
export function isSettingsFile(path: string): boolean {
  return ["pyproject.toml", "alembic-guidelines.toml"].includes(basename(path));
}

/** What may be written at the end of `before`, the text of a settings file up to the caret; null where it is nothing of ours. */
export function settingsPlaceAt(path: string, before: string): SettingsPlace | null {
  const lines = before.split("\n");
  const line = lines.at(-1) ?? "";
  const header = lines.findLastIndex((each) => /^\s*\[[^[]/.test(each));
  if (header === lines.length - 1) return null;
  const table = /^\s*\[\s*([^\]]*?)\s*\]/.exec(lines[header] ?? "")?.[1] ?? "";
  const own = basename(path) === "pyproject.toml" ? ourTable : "";
  const inRules = table === (own === "" ? "rules" : `${own}.rules`);
  if (table !== own && !inRules) return null;
  const keys = lines.slice(header + 1, -1).flatMap((each) => /^\s*([\w-]+)\s*=/.exec(each)?.[1] ?? []);
  const taken = new Set(keys);
  const key = /^\s*([\w-]*)$/.exec(line)?.[1];
  if (key !== undefined) return { kind: inRules ? "rule" : "setting", word: key, taken };
  const given = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(line);
  if (given === null) return null;
  const [, name = "", value = ""] = given;
  if (inRules) return valueWord(value, ({ word, quote }) => ({ kind: "level", word, quote }));
  return name === "rules"
    ? inlineRules(value)
    : valueWord(value, ({ word, quote }) => ({ kind: "value", key: name, word, quote }));
}

/** `{ rule-a = "off", … }` */
function inlineRules(value: string): SettingsPlace | null {
  if (!value.startsWith("{") || value.includes("}")) return null;
  const entry = /[{,]([^{,]*)$/.exec(value)?.[1] ?? "";
  const [name = "", level] = entry.split("=");
  if (level !== undefined) return valueWord(level.trimStart(), ({ word, quote }) => ({ kind: "level", word, quote }));
  const taken = new Set([...value.matchAll(/([\w-]+)\s*=/g)].map(([, rule = ""]) => rule));
  return { kind: "rule", word: name.trim(), taken };
}

/** The word at the end of a value: alone, in quotes, or in a list. */
function valueWord(
  value: string,
  make: (word: { readonly word: string; readonly quote: string }) => SettingsPlace,
): SettingsPlace | null {
  const match = /^(?:\[(?:[^\]]*,)?\s*)?(["']?)([^"',\]]*)$/.exec(value);
  if (match === null) return null;
  const [, quote = "", word = ""] = match;
  return make({ word, quote });
}
