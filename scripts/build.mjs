// Bundles the server (one file for CLI and language server) and the client, and lays the WASM modules beside them.
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const resolve = (name) => require.resolve(name, { paths: [join(root, "server")] });

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
};

await Promise.all([
  build({
    ...common,
    entryPoints: [join(root, "server/src/main.ts")],
    outfile: join(root, "server/dist/main.cjs"),
    // The ESM build asks for import.meta.url, which a CommonJS bundle doesn't have.
    alias: { "web-tree-sitter": join(dirname(resolve("web-tree-sitter/web-tree-sitter.wasm")), "web-tree-sitter.cjs") },
    mainFields: ["module", "main"],
  }),
  build({
    ...common,
    entryPoints: [join(root, "client/src/extension.ts")],
    outfile: join(root, "client/dist/extension.js"),
    external: ["vscode"],
    mainFields: ["module", "main"],
  }),
]);

mkdirSync(join(root, "server/dist"), { recursive: true });
for (const file of ["web-tree-sitter/web-tree-sitter.wasm", "tree-sitter-python/tree-sitter-python.wasm", "libpg-query/wasm/libpg-query.wasm"]) {
  const from = resolve(file);
  copyFileSync(from, join(root, "server/dist", file.split("/").at(-1)));
}
