import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "package.json"), "utf8");
const { contributes } = JSON.parse(text);
const client = readdirSync(join(root, "client/src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(root, "client/src", name), "utf8"))
  .join("\n");

/** The names in a text that are ours. */
function ownNames(part: unknown): readonly string[] {
  const found = JSON.stringify(part).matchAll(/alembicGuidelines\.\w+(?:\.\w+)*/g);
  return [...new Set([...found].map(([name]) => name))];
}

const commands: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
const views: readonly string[] = Object.values<readonly { id: string }[]>(contributes.views)
  .flat()
  .map(({ id }) => id);

describe("the extension's manifest", () => {
  test("names in menus and the walkthrough only commands, views and context that there are", () => {
    const known = new Set([...commands, ...views, ...views.map((view) => `${view}.focus`)]);
    const { menus, viewsWelcome, walkthroughs, views: declared } = contributes;
    const unknown = ownNames([menus, viewsWelcome, walkthroughs, declared]).filter((name) => !known.has(name));
    expect(unknown.filter((name) => !client.includes(`"setContext", "${name}"`))).toEqual([]);
  });

  test("shows only pictures that there are", () => {
    const pictures = [...text.matchAll(/"([^"]+\.(?:png|svg))"/g)].flatMap(([, name]) => name ?? []);
    expect(pictures.length).toBeGreaterThan(10);
    expect(pictures.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});
