// Bundles the server (one program for CLI and language server, and what starts it) and the client, and lays the WASM modules beside them.
import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(root, "server/package.json"));
const { version } = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8"));

const wasmFiles = [
  require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
  require.resolve("tree-sitter-python/tree-sitter-python.wasm"),
  require.resolve("libpg-query/wasm/libpg-query.wasm"),
];

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  charset: "ascii",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
  mainFields: ["module", "main"],
};

/** Tells builds apart that may read the same migration differently: caches hold for one of them only. */
function buildName() {
  const hash = createHash("sha1");
  const sources = readdirSync(join(root, "server/src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...sources, join(root, "package-lock.json")]) hash.update(readFileSync(file));
  return `${version}-${hash.digest("hex").slice(0, 16)}`;
}

/** Modules of Node.js that take milliseconds to load, and that hardly any run of the command line needs. */
const rarelyNeeded = [
  "child_process",
  "fs/promises",
  "net",
  "readline",
  "stream/consumers",
  "timers/promises",
  "worker_threads",
];

/** Loads the rarely needed modules of Node.js when something of them is used. */
const loadedWhenUsed = {
  name: "loaded-when-used",
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^(node:)?(${rarelyNeeded.join("|")})$`) }, ({ path, namespace }) =>
      namespace === "loaded-when-used"
        ? { path: `node:${path.replace("node:", "")}`, external: true }
        : { path: `node:${path.replace("node:", "")}`, namespace: "loaded-when-used" },
    );
    bundler.onLoad({ filter: /.*/, namespace: "loaded-when-used" }, ({ path }) => {
      const names = Object.keys(require(path)).map((name) => `get ${name}() { return require("${path}").${name}; }`);
      return { contents: `module.exports = { ${names.join(", ")} };` };
    });
  },
};

/** Bundles the program and what starts it, and lays the WASM modules beside them. */
async function buildServer() {
  const folder = join(root, "server/dist");
  await build({
    ...common,
    entryPoints: ["main", "program"].map((name) => join(root, `server/src/${name}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    plugins: [loadedWhenUsed],
    // The build for CommonJS reads no file of its own accord.
    alias: { "web-tree-sitter": require.resolve("web-tree-sitter") },
    // Some libraries ask for import.meta.url, which a CommonJS bundle doesn't have.
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    define: {
      "import.meta.dirname": "__dirname",
      "import.meta.url": "importMetaUrl",
      "process.env.ALEMBIC_GUIDELINES_VERSION": JSON.stringify(version),
      "process.env.ALEMBIC_GUIDELINES_BUILD": JSON.stringify(buildName()),
    },
  });
  mkdirSync(folder, { recursive: true });
  // Only then one byte is one character for what starts it, and V8 keeps the text in half the memory. A regular expression is left as written.
  if (!isAscii(readFileSync(join(folder, "program.cjs"))))
    throw new Error("the program has a character that is not ASCII");
  for (const file of wasmFiles) copyFileSync(file, join(folder, basename(file)));
}

async function buildClient() {
  await build({
    ...common,
    entryPoints: [join(root, "client/src/extension.ts")],
    outfile: join(root, "client/dist/extension.cjs"),
    external: ["vscode"],
  });
}

await Promise.all([buildServer(), buildClient()]);
