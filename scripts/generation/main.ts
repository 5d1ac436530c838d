import { readFileSync, writeFileSync } from "node:fs";
import { manifestWithSettings, readmeWithTables } from "./generated-parts.ts";

const files = { "README.md": readmeWithTables, "package.json": manifestWithSettings };

for (const [file, generate] of Object.entries(files)) {
  const present = readFileSync(file, "utf8");
  const generated = generate(present);
  if (generated === present) continue;
  writeFileSync(file, generated);
  console.log(`${file} brought up to date`);
}
