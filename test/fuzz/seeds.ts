import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Seed } from "./mutants.ts";

const root = join(import.meta.dirname, "..", "..");

/** Inputs that failed once, each minimised and in our own words. Replayed by the tests, and seeds of further mutants. */
export const corpus = join(root, "test/fuzz/corpus");

/** Larger ones only make the same take longer. */
const isShort = ({ text }: Seed) => text.length <= 20_000;

/** Our own migrations: examples, those on the rules' pages, the benchmark's, and the inputs that failed once. */
export function ownSeeds(): readonly Seed[] {
  const pages = readdirSync(join(root, "docs/rules")).flatMap((name) => fences(join(root, "docs/rules", name)));
  const folders = ["examples/migrations/versions", "test/benchmark/cases"].map((name) => join(root, name));
  return [...folders.flatMap((folder) => scriptsIn(folder)), ...pages, ...corpusSeeds()].filter(isShort);
}

/** The inputs that failed once. */
export function corpusSeeds(): readonly Seed[] {
  return scriptsIn(corpus);
}

/** The revision scripts below a folder of other projects. */
export function realSeeds(folder: string): readonly Seed[] {
  return scriptsIn(folder).filter((seed) => seed.text.includes("down_revision") && isShort(seed));
}

function scriptsIn(folder: string): readonly Seed[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.map((path) => ({ name: relative(folder, path), text: readFileSync(path, "utf8") }));
}

function fences(page: string): readonly Seed[] {
  const text = readFileSync(page, "utf8");
  return [...text.matchAll(/^```python.*\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => ({
    name: `${relative(root, page)} ${index}`,
    text: code,
  }));
}
