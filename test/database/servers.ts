import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { ensureDebianPackages } from "../../scripts/setup/debian.mjs";

const run = promisify(execFile);

/** A PostgreSQL server of the tests' own, on loopback. */
export interface DatabaseServer {
  /** What it is, for the titles of tests: "PostgreSQL 15", "PGlite 18". */
  readonly name: string;
  readonly port: number;
  /** SQLAlchemy's URL of its database, for psycopg2. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Debian's packages that the database tests run on. */
export const debianPackages = ["alembic", "postgresql", "python3-psycopg2", "python3-sqlalchemy"];

/** The servers that every example is proven on, with what starts each. */
export const serverKinds: readonly { readonly name: string; start(): Promise<DatabaseServer> }[] = [
  { name: "Debian's PostgreSQL", start: startCluster },
  { name: "PGlite", start: startPGlite },
];

function urlOf(port: number): string {
  return `postgresql+psycopg2://postgres@127.0.0.1:${port}/postgres`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) => server.once("error", failed).listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port from the system");
  return address.port;
}

/** The folder and version of the newest server that Debian has installed. */
async function serverBinaries(): Promise<{ folder: string; version: string }> {
  const root = "/usr/lib/postgresql";
  const versions = (await readdir(root)).sort((a, b) => Number(b) - Number(a));
  const [version] = versions;
  if (version === undefined) throw new Error(`no PostgreSQL server in ${root}`);
  return { folder: join(root, version, "bin"), version };
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
async function unprivilegedUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (option) => Number((await run("id", [option, "postgres"])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error("no user postgres");
  return { uid, gid };
}

/** Starts a new, empty cluster of Debian's PostgreSQL in a temporary folder; `stop` ends it and removes the folder. */
export async function startCluster(): Promise<DatabaseServer> {
  ensureDebianPackages(debianPackages);
  const { folder, version } = await serverBinaries();
  const user = await unprivilegedUser();
  const home = await mkdtemp(join(tmpdir(), "alembic-guidelines-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) await chown(home, user.uid, user.gid);
  const data = join(home, "data");
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  await run(join(folder, "initdb"), initdb, { cwd: home, ...user });
  const port = await freePort();
  const options = ["-D", data, "-p", `${port}`, "-k", home, "-h", "127.0.0.1", "-F"];
  // The shell holds a pipe from this process: when that is killed, the pipe closes and the server is ended all the same.
  const script = '"$@" & server=$!; read -r _; kill -INT $server; wait $server';
  const child = spawn("sh", ["-c", script, "sh", join(folder, "postgres"), ...options], {
    cwd: home,
    stdio: ["pipe", "ignore", "pipe"],
    ...user,
  });
  await listening(child);
  return {
    name: `PostgreSQL ${version}`,
    port,
    url: urlOf(port),
    async stop() {
      const ended = new Promise((exit) => child.once("exit", exit));
      child.stdin?.end();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Waits until the server's log says that it takes connections. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready to accept connections")) resolve();
      else if (/FATAL/.test(log)) {
        child.stdin?.end();
        reject(new Error(`PostgreSQL does not start:\n${log}`));
      }
    });
    child.once("exit", () => reject(new Error(`PostgreSQL ended:\n${log}`)));
  });
}

/** Starts PGlite in this process, behind a socket. It has one session, which all connections share. */
export async function startPGlite(): Promise<DatabaseServer> {
  // Of extensions it has only those that it is started with.
  const db = await PGlite.create({ extensions: { citext } });
  const port = await freePort();
  const socket = new PGLiteSocketServer({ db, port, host: "127.0.0.1", maxConnections: 4 });
  await socket.start();
  const [row] = (await db.query<{ version: string }>("SELECT current_setting('server_version') AS version")).rows;
  return {
    name: `PGlite ${row?.version ?? ""}`,
    port,
    url: urlOf(port),
    async stop() {
      await socket.stop();
      await db.close();
    },
  };
}
