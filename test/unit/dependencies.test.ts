import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");

test.each(["package.json", "server/package.json", "client/package.json"])(
  "%s has nothing that docs/dependencies.md does not give a reason for",
  (file) => {
    const manifest: { readonly devDependencies: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(root, file), "utf8"),
    );
    // Types come with what they are the types of.
    const names = Object.keys(manifest.devDependencies).filter(
      (name) => !name.startsWith("@types/") || name === "@types/sarif",
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  },
);

test("the program's own folders that it names are there", () => {
  const named = [...page.matchAll(/^\| `([\w/-]+(?:\.ts|\/))` \|/gm)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(5);
  for (const path of named) expect(() => readFileSync(join(root, "server/src", path))).not.toThrow(/ENOENT/);
});
