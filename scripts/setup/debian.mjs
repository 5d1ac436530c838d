// Installs Debian packages that the tests and the demonstration need, where they are missing.
import { spawnSync } from "node:child_process";

/** The names of `packages` that dpkg doesn't know as installed. */
function missing(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const query = spawnSync("dpkg-query", ["--show", "--showformat", "${Package} ${db:Status-Status}\\n", ...packages], {
    encoding: "utf8",
  });
  if (query.error) {
    throw new Error(`no dpkg-query on this system: install ${packages.join(", ")} by hand`);
  }
  const installed = new Set(
    query.stdout
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** The command line that runs apt-get with `args` as root; throws where that can't be. */
function asRoot(args) {
  if (process.getuid?.() === 0) return ["apt-get", ...args];
  if (spawnSync("sudo", ["--version"], { stdio: "ignore" }).status === 0) {
    return ["sudo", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
  }
  throw new Error(`not root, and no sudo: run "apt-get ${args.join(" ")}" as root`);
}

/** Runs a command line of apt-get; throws with the last line it printed when it fails. */
function run([command, ...args]) {
  const { status, error, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["inherit", "pipe", "pipe"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split("\n").at(-1);
  throw new Error(`${[command, ...args].join(" ")} failed: ${reason || `exit status ${status}`}`);
}

/**
 * Makes sure that Debian packages are installed: a quick look when they are, else apt-get as root or through sudo.
 * The package lists are fetched when the first try fails, as on a fresh machine.
 * @param {string[]} names package names, `["postgresql", "alembic"]`
 * @throws Error with one line that says what is missing and why it can't be installed.
 */
export function ensureDebianPackages(names) {
  const wanted = missing(names);
  if (wanted.length === 0) return;
  process.stderr.write(`installing ${wanted.join(", ")} with apt-get\n`);
  const patience = ["-o", "DPkg::Lock::Timeout=300"]; // another installation may be under way
  const install = asRoot([...patience, "install", "--yes", "--quiet", "--no-install-recommends", ...wanted]);
  try {
    run(install);
  } catch {
    run(asRoot([...patience, "update", "--quiet"]));
    run(install);
  }
  const still = missing(wanted);
  if (still.length > 0) throw new Error(`apt-get did not install ${still.join(", ")}`);
}
