import { type Context, unknownContext } from "../../server/src/context.ts";
import type { Engine } from "../../server/src/engine.ts";
import type { RevisionHistory } from "../../server/src/history/revision-history.ts";
import type { MigrationScript } from "../../server/src/migration/script.ts";
import { EnvironmentIndex } from "../../server/src/project/indexing/environment-index.ts";
import { indexedScript, readScript } from "../../server/src/project/indexing/indexed-script.ts";
import { defaultSettings, type Settings } from "../../server/src/settings.ts";
import { revisionScript, scriptPath, versionsFolder } from "../revision-scripts.ts";
import { inEnvironment, withHelper } from "../rule-case.ts";

/** What a mutant is checked in. */
export interface Surroundings {
  readonly settings: Settings;
  /** Gives what is known around a script that was read from `text`. */
  readonly contextOf: (engine: Engine, text: string, script: MigrationScript) => Context;
}

const others = {
  "base.py": revisionScript("base", "None", 'depends_on = "b"'),
  "a.py": `revision = "a"
down_revision = "base"


def upgrade():
    op.create_table("t", sa.Column("c", sa.Enum("a", "b", name="e")), sa.Column("d", sa.Integer()), schema="s")
    op.execute("CREATE TYPE e2 AS ENUM ('a'); CREATE SCHEMA s; CREATE TABLE users (id int PRIMARY KEY, name text)")
`,
  "c.py": revisionScript("c", '("a", "b")'),
};

const indexes = new WeakMap<Engine, EnvironmentIndex>();

function historyAround(engine: Engine, text: string, script: MigrationScript): RevisionHistory {
  const index = indexes.get(engine) ?? new EnvironmentIndex();
  if (!indexes.has(engine)) {
    for (const [name, source] of Object.entries(others)) {
      const path = versionsFolder + name;
      index.set(
        path,
        indexedScript(
          path,
          readScript(source, true, engine, () => null),
        ),
      );
    }
    indexes.set(engine, index);
  }
  index.set(scriptPath, indexedScript(scriptPath, { text, script, modules: [] }));
  return index.history(scriptPath);
}

/** What is known and wanted differs from mutant to mutant: nothing, a plain project, a history, other settings. */
export const surroundings: readonly Surroundings[] = [
  { settings: defaultSettings, contextOf: () => unknownContext(defaultSettings.helperModule) },
  { settings: defaultSettings, contextOf: () => inEnvironment({}) },
  {
    settings: { ...defaultSettings, preset: "all" },
    contextOf: (...around) => ({ ...inEnvironment({}), history: historyAround(...around) }),
  },
  {
    settings: { ...defaultSettings, preset: "all", guardStyle: "do-block", postgresVersion: 11 },
    contextOf: (...around) => ({
      ...inEnvironment({ transactionPerMigration: true, namingConvention: true, schemas: ["s"] }),
      versions: { alembic: "1.16.0", sqlalchemy: "2.0.40" },
      history: historyAround(...around),
    }),
  },
  {
    settings: { ...defaultSettings, offlineSql: true, postgresVersion: 17 },
    contextOf: () => ({
      ...withHelper,
      environment: null,
      versions: { alembic: "1.8.1", sqlalchemy: "1.4.46" },
      helper: {
        module: "app.enums",
        knowledge: { state: "absent" },
        creation: {
          module: "app.enums",
          changes: [{ path: "/project/app/enums.py", content: "", action: { kind: "create" } }],
        },
      },
    }),
  },
];
