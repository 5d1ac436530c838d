import { describe, expect, test } from "vitest";
import type { EnvironmentKnowledge } from "../../../server/src/context.ts";
import { findEnvironment } from "../../../server/src/project/environment.ts";
import { environmentKnowledge } from "../../../server/src/project/environment-knowledge.ts";
import { Environments } from "../../../server/src/project/environments.ts";
import { engine } from "../../engine.ts";
import { MemoryFiles } from "../../memory-files.ts";

const readers = await engine();
type Files = Readonly<Record<string, string>>;

const ini = "[alembic]\nscript_location = migrations\nprepend_sys_path = .\nsqlalchemy.url = postgresql:///app\n";

function knowledge(env: string, files: Files = {}): EnvironmentKnowledge | null {
  const project = new MemoryFiles({ "/p/alembic.ini": ini, "/p/migrations/env.py": env, ...files });
  const environment = findEnvironment("/p/migrations/versions/1.py", project);
  return environment === null ? null : environmentKnowledge(environment, project, readers);
}

const imports = `from alembic import context
import sqlalchemy as sa
from sqlalchemy import create_engine, engine_from_config, pool, text, MetaData
from sqlalchemy.schema import CreateSchema

config = context.config
`;

/** An env.py that gives `configure` these arguments, after these lines; the engine is made from the configuration. */
function env(given = "", before = "", inConnection = ""): string {
  return `${imports}${before}

def run_migrations_offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    connectable = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
${inConnection}
        context.configure(connection=connection${given === "" ? "" : `, ${given}`})
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
`;
}

const usual = {
  transactionPerMigration: false,
  transactionalDdl: true,
  autocommit: false,
  commitsAfter: false,
  beginsBefore: false,
  schemas: [],
  namingConvention: false,
  templateDowngrades: null,
};

const asynchronous = (engineCall: string, given = "") => `import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import AsyncEngine, async_engine_from_config, create_async_engine
from sqlalchemy import engine_from_config

config = context.config


def do_run_migrations(given):
    context.configure(connection=given${given})
    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations():
    connectable = ${engineCall}
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()


asyncio.run(run_async_migrations())
`;

const flask = `from flask import current_app
from alembic import context

config = context.config


def get_engine():
    try:
        return current_app.extensions['migrate'].db.get_engine()
    except (TypeError, AttributeError):
        return current_app.extensions['migrate'].db.engine


target_db = current_app.extensions['migrate'].db


def get_metadata():
    if hasattr(target_db, 'metadatas'):
        return target_db.metadatas[None]
    return target_db.metadata


def run_migrations_online():
    conf_args = current_app.extensions['migrate'].configure_args
    if conf_args.get("process_revision_directives") is None:
        conf_args["process_revision_directives"] = None
    connectable = get_engine()
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=get_metadata(), **conf_args)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;

const several = `${imports}
engines = {}
for name in config.get_main_option("databases").split(","):
    engines[name] = rec = {}
    rec["engine"] = engine_from_config(context.config.get_section(name), prefix="sqlalchemy.")
for name, rec in engines.items():
    rec["connection"] = conn = rec["engine"].connect()
    rec["transaction"] = conn.begin()
for name, rec in engines.items():
    context.configure(connection=rec["connection"], target_metadata=target_metadata.get(name))
    context.run_migrations(engine_name=name)
`;

describe("the whole env.py", () => {
  const cases: readonly [story: string, env: string, expected: object, files?: Files][] = [
    ["as alembic init writes it", env(), usual],
    [
      "with one database of several",
      several,
      { ...usual, commitsAfter: null, beginsBefore: true, namingConvention: null },
    ],
    ["of an asynchronous project", asynchronous('async_engine_from_config({}, prefix="sqlalchemy.")'), usual],
    ["of an older asynchronous project", asynchronous("AsyncEngine(engine_from_config({}, future=True))"), usual],
    [
      "of Flask-Migrate, which takes more arguments from the application",
      flask,
      { ...usual, transactionPerMigration: null, transactionalDdl: null, namingConvention: null },
    ],
    [
      "that leaves all to the project",
      "from app.migrations import run\n\nrun()\n",
      {
        transactionPerMigration: null,
        transactionalDdl: null,
        autocommit: null,
        commitsAfter: null,
        beginsBefore: null,
        schemas: null,
        namingConvention: null,
        templateDowngrades: null,
      },
    ],
    [
      "that only renders SQL",
      "from alembic import context\n\ncontext.configure(url='x', transaction_per_migration=True)\n",
      { ...usual, transactionPerMigration: true, autocommit: null, commitsAfter: null, beginsBefore: null },
    ],
  ];
  test.each(cases)("%s", (_, source, expected, files = {}) => {
    expect(knowledge(source, files)).toEqual(expected);
  });

  test.each([
    ["has a syntax error", "from alembic import context\ndef run(:\n    pass\n"],
    ["is half typed", "from alembic import context\n\ncontext.configure(connection="],
  ])("is unknown where it %s", (_, source) => {
    expect(knowledge(source)).toBeNull();
  });

  test("never throws, however far it is typed", () => {
    for (const source of [flask, several, asynchronous("create_async_engine(url)")]) {
      for (let length = 0; length < source.length; length += 3) knowledge(source.slice(0, length));
    }
  });

  test("is read in no time where a text is put together in many steps", () => {
    const steps = 'sql = sql + "CREATE SCHEMA a;" + other\n        other = other + sql\n        '.repeat(300);
    const lines = `        sql = other = ""\n        ${steps}connection.execute(text(sql))`;
    expect(knowledge(env("", "", lines))).toMatchObject({ schemas: null });
  });

  test("has a configuration that sets the isolation level in a way not followed", () => {
    const set = 'config.set_main_option("sqlalchemy.isolation_level", level)';
    expect(knowledge(env("", set))).toMatchObject({ autocommit: null });
  });

  test("is read once for all migrations of an environment, and anew with other files", () => {
    let reads = 0;
    const files = new (class extends MemoryFiles {
      override readText(path: string): string | null {
        if (path === "/p/migrations/env.py") reads++;
        return super.readText(path);
      }
    })({ "/p/alembic.ini": ini, "/p/migrations/env.py": env("transactional_ddl=False") });
    const environments = new Environments(files, null);
    for (let index = 0; index < 100; index++) {
      const environment = environments.of(`/p/migrations/versions/${index}.py`);
      expect(environment && environments.knowledge(environment, readers)?.transactionalDdl).toBe(false);
    }
    expect(reads).toBe(1);
  });
});

describe("transaction settings", () => {
  const cases: readonly [given: string, before: string, perMigration: boolean | null, ddl: boolean | null][] = [
    ["transaction_per_migration=True", "", true, true],
    ["transaction_per_migration=False, transactional_ddl=True", "", false, true],
    ["transactional_ddl=False", "", false, false],
    ["transaction_per_migration=PER_MIGRATION", "PER_MIGRATION = True", true, true],
    ["transaction_per_migration=os.environ.get('X') == '1'", "import os", null, true],
    ["transaction_per_migration=flag", "flag = False\nif config.attributes:\n    flag = True", null, true],
    ["**{'transaction_per_migration': True}", "", true, true],
    ["**options", "options = {'transaction_per_migration': True, 'transactional_ddl': False}", true, false],
    ["**options", "options = dict(transaction_per_migration=True)", true, true],
    ["**options", "options = {}\noptions['transaction_per_migration'] = True", null, null],
    ["**options", "from app import options", null, null],
    ["transaction_per_migration=True, **options", "from app import options", true, null],
    ["compare_type=True, include_schemas=True", "", false, true],
  ];
  test.each(cases)("%s after %j", (given, before, transactionPerMigration, transactionalDdl) => {
    expect(knowledge(env(given, before))).toMatchObject({ transactionPerMigration, transactionalDdl });
  });

  test("that differ from one run to the next are unknown", () => {
    const source = `${env("transaction_per_migration=True")}\nwith x() as connection:\n    context.configure(connection=connection)\n`;
    expect(knowledge(source)).toMatchObject({ transactionPerMigration: null, transactionalDdl: true });
  });

  test("are read of a context imported by another name", () => {
    const source = env("transaction_per_migration=True")
      .replace("import context", "import context as alembic_context")
      .replaceAll("context.configure", "alembic_context.configure");
    expect(knowledge(source)).toMatchObject({ transactionPerMigration: true });
  });
});

describe("the transaction of the connection", () => {
  const online = (...lines: readonly string[]) => `${imports}engine = create_engine("postgresql://")
${lines.join("\n")}
`;
  const configure = "context.configure(connection=connection)";
  const run = "context.run_migrations()";
  const connect = "with engine.connect() as connection:";
  const asynchronously = (last: string) => `${imports}import asyncio
from sqlalchemy.ext.asyncio import create_async_engine

def migrate(connection, schema):
    connection.execute(text("SET search_path TO " + schema))
    ${configure}
    ${run}

async def run_all():
    async with create_async_engine("postgresql+asyncpg://").connect() as connection:
        await connection.run_sync(migrate, schema="s")
        ${last}

if context.is_offline_mode():
    context.configure(url="x")
    ${run}
else:
    asyncio.run(run_all())
`;
  const cases: readonly [story: string, env: string, commitsAfter: boolean | null, beginsBefore: boolean | null][] = [
    ["is Alembic's alone", online(connect, `    ${configure}`, `    ${run}`), false, false],
    [
      "is committed after the run",
      online(
        connect,
        `    ${configure}`,
        "    with context.begin_transaction():",
        `        ${run}`,
        "    connection.commit()",
      ),
      true,
      false,
    ],
    [
      "is committed by way of the context",
      online(connect, `    ${configure}`, `    ${run}`, "    context.get_bind().commit()"),
      true,
      false,
    ],
    [
      "is not committed by a session",
      online("from app import db", connect, `    ${configure}`, `    ${run}`, "    db.session.commit()"),
      false,
      false,
    ],
    [
      "is begun by a statement before, as its commit after the run tells",
      online(
        connect,
        `    connection.execute(text("SET a = 1"))`,
        `    ${configure}`,
        `    ${run}`,
        "    connection.commit()",
      ),
      true,
      true,
    ],
    [
      "is not begun by a statement that is committed before the run",
      online(
        connect,
        `    connection.execute(text("SET a = 1"))`,
        "    connection.commit()",
        `    ${configure}`,
        `    ${run}`,
        "    connection.commit()",
      ),
      true,
      false,
    ],
    ["is begun in a with", online("with engine.begin() as connection:", `    ${configure}`, `    ${run}`), false, true],
    [
      "is begun in a with around the run",
      online(connect, `    ${configure}`, "    with connection.begin():", `        ${run}`),
      false,
      true,
    ],
    [
      "is begun and committed by itself",
      online(connect, "    own = connection.begin()", `    ${configure}`, `    ${run}`, "    own.commit()"),
      false,
      true,
    ],
    ["is committed in another function", asynchronously("await connection.commit()"), true, true],
    ["is not committed in another function", asynchronously("pass"), false, false],
    [
      "is somebody else's",
      online("from app import database", "with database.migrating() as connection:", `    ${configure}`, `    ${run}`),
      null,
      null,
    ],
  ];
  test.each(cases)("%s", (_, source, commitsAfter, beginsBefore) => {
    expect(knowledge(source)).toMatchObject({ commitsAfter, beginsBefore });
  });

  test("is not that of a run that only renders SQL", () => {
    const source = online(
      "context.configure(url=url)",
      run,
      connect,
      `    ${configure}`,
      "    connection.commit()",
      `    ${run}`,
    );
    expect(knowledge(source)).toMatchObject({ commitsAfter: false });
  });
});

describe("autocommit", () => {
  const online = (engineLines: string) => `${imports}${engineLines}
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;
  const cases: readonly [story: string, env: string, autocommit: boolean | null, files?: Files][] = [
    ["an engine made here", online('engine = create_engine("postgresql://")'), false],
    ["an engine set to it", online('engine = create_engine(url, isolation_level="AUTOCOMMIT")'), true],
    [
      "an engine set to it, in small letters",
      online('engine = sa.create_engine(url, isolation_level="autocommit")'),
      true,
    ],
    ["an engine set to another level", online('engine = create_engine(url, isolation_level="SERIALIZABLE")'), false],
    ["an engine set to a level that isn't known", online("engine = create_engine(url, isolation_level=LEVEL)"), null],
    ["an engine with arguments that aren't known", online("engine = create_engine(url, **options)"), null],
    [
      "an engine's options",
      online('engine = create_engine(url).execution_options(isolation_level="AUTOCOMMIT")'),
      true,
    ],
    [
      "a connection's options",
      env("", "").replace(
        "connectable.connect()",
        'connectable.connect().execution_options(isolation_level="AUTOCOMMIT")',
      ),
      true,
    ],
    [
      "a connection that may have been changed in place",
      env("", "", '        connection.execution_options(isolation_level="AUTOCOMMIT")'),
      null,
    ],
    [
      "another connection, which only creates the database",
      env(
        "",
        "",
        '        with connectable.connect().execution_options(isolation_level="AUTOCOMMIT") as other:\n            other.execute(text("CREATE DATABASE x"))',
      ),
      false,
    ],
    ["an asynchronous engine set to it", asynchronous('create_async_engine(url, isolation_level="AUTOCOMMIT")'), true],
    ["an asynchronous engine", asynchronous("create_async_engine(url)"), false],
    [
      "a connection that a program may pass in",
      online(
        'engine = config.attributes.get("connection", None)\nif engine is None:\n    engine = create_engine("postgresql://")',
      ),
      false,
    ],
    ["a function of the file", online('def get():\n    return create_engine("x")\n\nengine = get()'), false],
    ["the configuration sets it", env(), true, { "/p/alembic.ini": `${ini}sqlalchemy.isolation_level = AUTOCOMMIT\n` }],
    [
      "the configuration sets another level",
      env(),
      false,
      { "/p/alembic.ini": `${ini}sqlalchemy.isolation_level = SERIALIZABLE\n` },
    ],
    [
      "the configuration does not matter for an engine made of a URL",
      online("engine = create_engine('x')"),
      false,
      { "/p/alembic.ini": `${ini}sqlalchemy.isolation_level = AUTOCOMMIT\n` },
    ],
    [
      "an engine of the project",
      online("from app.db import engine"),
      false,
      { "/p/app/db.py": "from sqlalchemy import create_engine\nengine = create_engine('x')\n" },
    ],
    [
      "an engine of the project, passed on by its package",
      online("from app import engine"),
      false,
      {
        "/p/app/__init__.py": "from .db import engine\n",
        "/p/app/db/__init__.py": "from app.db.session import engine\n",
        "/p/app/db/session.py": "from sqlalchemy import create_engine\nengine = create_engine('x')\n",
      },
    ],
    [
      "an engine of the project that is set to it, passed on by its package",
      online("from app import engine"),
      true,
      {
        "/p/app/__init__.py": "from .db import engine\n",
        "/p/app/db.py":
          "from sqlalchemy import create_engine\nengine = create_engine('x', isolation_level='AUTOCOMMIT')\n",
      },
    ],
    [
      "an engine of the project that is set to it",
      online("from app import db\nengine = db.engine"),
      true,
      {
        "/p/app/db.py":
          "from sqlalchemy import create_engine\nengine = create_engine('x', isolation_level='AUTOCOMMIT')\n",
      },
    ],
    [
      "an engine of the project, made in a way that isn't understood",
      online("from app.db import get_engine\nengine = get_engine()"),
      null,
      { "/p/app/db.py": "def get_engine():\n    return make(isolation_level=settings.level)\n" },
    ],
    ["an engine of a module that isn't there", online("from app.db import engine"), null, { "/p/app/__init__.py": "" }],
    ["an engine of nowhere", online(""), null],
  ];
  test.each(cases)("%s", (_, source, autocommit, files = {}) => {
    expect(knowledge(source, files)).toMatchObject({ autocommit });
  });
});

describe("schemas", () => {
  const cases: readonly [lines: string, schemas: readonly string[] | null, before?: string][] = [
    ['connection.execute(text("CREATE SCHEMA IF NOT EXISTS app"))', ["app"]],
    ['connection.execute("create schema App; create schema \\"Audit\\"")', ["app", "Audit"]],
    ['connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))', ["audit"], 'SCHEMA = "audit"'],
    ['connection.execute(text("CREATE SCHEMA IF NOT EXISTS " + SCHEMA))', ["audit"], 'SCHEMA = "audit"'],
    ['connection.execute(CreateSchema("app", if_not_exists=True))', ["app"]],
    ["connection.execute(sa.schema.CreateSchema(SCHEMA))", ["audit"], 'SCHEMA = "audit"'],
    [
      'for name in ("a", "b"):\n            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))',
      ["a", "b"],
    ],
    [
      'for name in SCHEMAS:\n            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))',
      ["a", "b"],
      'SCHEMAS = ["a", "b"]',
    ],
    [
      'create(connection, "a")\n        create(connection, name="b")',
      ["a", "b"],
      'def create(connection, name):\n    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))',
    ],
    ['connection.execute(text("SET search_path TO app"))', []],
    ['connection.execute(text(f"SET search_path TO {tenant}"))', [], "from app import tenant"],
    ['connection.execute(text("SELECT pg_advisory_xact_lock(1)"))', []],
    ["connection.execute(sa.select(sa.func.now()))", []],
    ['connection.dialect.has_schema(connection, "app")', []],
    ['connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {tenant}"))', null, "from app import tenant"],
    ['connection.execute(text(f"CREATE SCHEMA a; {more}"))', null, "from app import more"],
    ["connection.execute(CreateSchema(tenant))", null, "from app import tenant"],
    ["connection.execute(text(open('x.sql').read()))", null],
    ["connection.execute(statement)", null, "from app import statement"],
    ["connection.execute(text('CREATE SCHEMA AUTHORIZATION joe'))", null],
    ["connection.execute(text(\"DO $$ BEGIN EXECUTE 'CREATE SCHEMA x'; END $$\"))", null],
    ["ensure_schemas(connection)", null, "from app.db import ensure_schemas"],
    ["setup_logging(config)", [], "from app.logs import setup_logging"],
    ["fill(secrets)", [], "from app.cloud import fill, secrets"],
    ['connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": 1})', []],
    ['connection.execute(text("CREATE SCHEMA :name"), {"name": "x"})', null],
    ['connection.execute(text("SELECT \'do\' WHERE :key"), {"key": 1})', null],
  ];
  test.each(cases)("%s", (lines, schemas, before = "") => {
    expect(knowledge(env("", before, `        ${lines}`))).toMatchObject({ schemas });
  });
});

describe("schemas that another module may create with the connection's own", () => {
  const source = (call: string) => `${imports}
from app.db import engine, factory
from app.cloud import secrets
from app.schemas import ensure

${call}
with engine.connect() as connection:
    context.configure(connection=connection)
    context.run_migrations()
`;
  test.each<[call: string, schemas: readonly string[] | null]>([
    ["ensure(engine)", null],
    ["ensure(engine.url)", null],
    ["ensure(factory)", null],
    ["ensure(secrets)", []],
    ["ensure()", []],
  ])("%s", (call, schemas) => {
    expect(knowledge(source(call))).toMatchObject({ schemas });
  });
});

/** A module with a declarative base, and what type checkers are told that it is. */
const typed = (told: string) =>
  `from sqlalchemy.orm import declarative_base\nif TYPE_CHECKING:\n    Base = ${told}\nelse:\n    Base = declarative_base()\n`;

/** A module with a declarative base that is made of a class. */
const mixed = (body: string, bases = "") =>
  `from sqlalchemy.orm import declarative_base\nfrom elsewhere import Elsewhere\nclass Common${bases}:\n${body}\nBase = declarative_base(cls=Common)\n`;

describe("a naming convention", () => {
  const convention = "{'pk': 'pk_%(table_name)s'}";
  const cases: readonly [story: string, before: string, expected: boolean | null, files?: Files][] = [
    ["of none", "target_metadata = None", false],
    ["of a plain MetaData", "target_metadata = MetaData()", false],
    ["of a MetaData here", `target_metadata = MetaData(naming_convention=${convention})`, true],
    ["of a MetaData of arguments that aren't known", "target_metadata = MetaData(**options)", null],
    ["set afterwards", `target_metadata = MetaData()\ntarget_metadata.naming_convention = ${convention}`, null],
    [
      "of a declarative base that is given one",
      "from app.db import Base\ntarget_metadata = Base.metadata",
      true,
      {
        "/p/app/db.py": `from sqlalchemy import MetaData\nfrom sqlalchemy.orm import declarative_base\nmetadata = MetaData(naming_convention=${convention})\nBase = declarative_base(metadata=metadata)\n`,
      },
    ],
    [
      "of a declarative base that is given none",
      "from app.db import Base\ntarget_metadata = Base.metadata",
      false,
      { "/p/app/db.py": "from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n" },
    ],
    ...(
      [
        ["of a declarative base for which type checkers see a plain class", typed("object"), false],
        ["of a declarative base for which type checkers see another", typed("Other"), null],
        ["of a declarative base made of a class", mixed("    id = 1\n    def save(self): pass"), false],
        ["of a declarative base made of a class with a metadata", mixed("    metadata = shared"), null],
        ["of a declarative base made of a class that may have one", mixed("    if DEBUG:\n        metadata = m"), null],
        ["of a declarative base made of a class from elsewhere", mixed("    id = 1", "(Elsewhere)"), null],
      ] as const
    ).map(([story, module, expected]): [string, string, boolean | null, Files] => [
      story,
      "from app.db import Base\ntarget_metadata = Base.metadata",
      expected,
      { "/p/app/db.py": module },
    ]),
    [
      "of a class that has one",
      "from app.models import Base\ntarget_metadata = Base.metadata",
      true,
      {
        "/p/src/app/models/__init__.py": "from .base import Base\nfrom .users import User\n",
        "/p/src/app/models/base.py": `from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    metadata = MetaData(naming_convention=NAMES)\n`,
      },
    ],
    [
      "of a class that has none",
      "from app import models\ntarget_metadata = models.Base.metadata",
      false,
      { "/p/app/models.py": "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase):\n    pass\n" },
    ],
    [
      "of a class of a class",
      "from app.models import Base\ntarget_metadata = Base.metadata",
      true,
      {
        "/p/app/models.py": "from .core import Root\nclass Base(Root):\n    pass\n",
        "/p/app/core.py": `from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\nclass Root(DeclarativeBase):\n    metadata = MetaData(naming_convention=${convention})\n`,
      },
    ],
    [
      "of Flask-SQLAlchemy",
      "from app import db\ntarget_metadata = db.metadata",
      true,
      {
        "/p/app/__init__.py": `from flask_sqlalchemy import SQLAlchemy\nfrom sqlalchemy import MetaData\ndb = SQLAlchemy(metadata=MetaData(naming_convention=${convention}))\n`,
      },
    ],
    [
      "of a module that speaks of conventions in another way",
      "from app.db import Base\ntarget_metadata = Base.metadata",
      null,
      {
        "/p/app/db.py": `from sqlalchemy.orm import declarative_base\nBase = declarative_base()\nBase.metadata.naming_convention = ${convention}\n`,
      },
    ],
    [
      "of a package that isn't the project's",
      "from sqlmodel import SQLModel\ntarget_metadata = SQLModel.metadata",
      null,
    ],
    ["of a module that isn't there", "from app.db import Base\ntarget_metadata = Base.metadata", null],
    [
      "of modules that import each other",
      "from app.a import Base\ntarget_metadata = Base.metadata",
      null,
      { "/p/app/a.py": "from app.b import Base\n", "/p/app/b.py": "from app.a import Base\n" },
    ],
    ["of several, all without", "target_metadata = [MetaData(), MetaData()]", false],
    ["of a name that nothing binds", "", null],
  ];
  test.each(cases)("%s", (_, before, namingConvention, files = {}) => {
    expect(knowledge(env("target_metadata=target_metadata", before), files)).toMatchObject({ namingConvention });
  });
});

describe("the template of new migrations", () => {
  const cases: readonly [story: string, template: string | null, templateDowngrades: boolean | null][] = [
    ["that alembic init writes has a downgrade", "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n", true],
    ["of a project that does not go back has none", "def upgrade():\n    pass\n", false],
    ["that isn't there tells nothing", null, null],
  ];
  test.each(cases)("%s", (_, template, templateDowngrades) => {
    const files: Files = template === null ? {} : { "/p/migrations/script.py.mako": template };
    expect(knowledge(env(), files)).toMatchObject({ templateDowngrades });
  });
});
