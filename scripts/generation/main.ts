import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { manifestWithSettings, readmeWithTables } from "./generated-parts.ts";
import { pyprojectSchema, settingsSchema } from "./settings-schema.ts";
import { sqlGrammar } from "./sql-grammar.ts";

const files = {
  "README.md": (text: string) => readmeWithTables(text, readFileSync("snippets/alembic.code-snippets", "utf8")),
  "package.json": manifestWithSettings,
  "docs/settings.schema.json": settingsSchema,
  "docs/pyproject.schema.json": pyprojectSchema,
  "syntaxes/sql-in-python.tmLanguage.json": sqlGrammar,
};

for (const [file, generate] of Object.entries(files)) {
  const present = existsSync(file) ? readFileSync(file, "utf8") : "";
  const generated = generate(present);
  if (generated === present) continue;
  writeFileSync(file, generated);
  console.log(`${file} brought up to date`);
}
