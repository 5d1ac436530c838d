"""Runs Alembic's commands in project folders, and SQL, for the database tests.

One JSON request a line on stdin, one JSON answer a line on stdout. Requests:
  {"action": "init", "project", "directory", "template"}   what `alembic init -t template directory` does
  {"action": "upgrade" | "downgrade" | "stamp", "project", "url", "revision"}
  {"action": "offline", "project", "url", "revision"}   `upgrade --sql`; revision "a:b"; the answer's "output" is the script
  {"action": "render", "source"}                        what the module's `upgrade` renders for PostgreSQL, without a project
  {"action": "execute", "url", "sql"}                   statements, in autocommit; the answer has the "rows" of the last
Answers: {"ok": true, ...} or {"ok": false, "error": {...}}; both with "databaseErrors": every error that a statement of
the run met, in order, whether the migration swallowed it or not.
"""
import importlib
import io
import json
import logging
import os
import sys

sys.dont_write_bytecode = True

import alembic
import psycopg2
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import make_url

database_errors = []


def describe(error):
    """An exception as data: of SQLAlchemy's wrappers, the driver's own error inside."""
    original = getattr(error, "orig", None) or error
    return {
        "type": type(original).__name__,
        "sqlstate": getattr(original, "pgcode", None),
        "message": str(original).strip(),
        "statement": getattr(error, "statement", None),
    }


@sqlalchemy.event.listens_for(sqlalchemy.engine.Engine, "handle_error")
def remember(context):
    database_errors.append(describe(context.sqlalchemy_exception or context.original_exception))


def connect(url):
    u = make_url(url)
    connection = psycopg2.connect(host=u.host, port=u.port, user=u.username, dbname=u.database)
    connection.autocommit = True
    return connection


def execute(request):
    connection = connect(request["url"])
    try:
        cursor = connection.cursor()
        cursor.execute(request["sql"])
        return {"rows": [list(row) for row in cursor.fetchall()] if cursor.description else []}
    finally:
        connection.close()


def alembic_command(request):
    output = io.StringIO()
    os.chdir(request["project"])
    config = Config("alembic.ini", stdout=output, output_buffer=output)
    if request["action"] == "init":
        command.init(config, request["directory"], template=request["template"])
        return {"output": output.getvalue()}
    config.set_main_option("sqlalchemy.url", request["url"].replace("%", "%%"))
    action, revision = request["action"], request["revision"]
    if action == "offline":
        command.upgrade(config, revision, sql=True)
    else:
        {"upgrade": command.upgrade, "downgrade": command.downgrade, "stamp": command.stamp}[action](config, revision)
    return {"output": output.getvalue()}


def render(request):
    output = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": output}
    )
    module = {}
    with Operations.context(context):
        exec(request["source"], module)
        module["upgrade"]()
    return {"output": output.getvalue()}


class Isolated:
    """Undoes what a project leaves in this process: its modules, paths, working directory and log configuration."""

    def __enter__(self):
        self.modules = set(sys.modules)
        self.path, self.alembic_path, self.folder = list(sys.path), list(alembic.__path__), os.getcwd()
        self.stdout, sys.stdout = sys.stdout, io.StringIO()
        importlib.invalidate_caches()

    def __exit__(self, *_):
        libraries = (os.path.dirname(os.path.dirname(alembic.__file__)), os.path.dirname(os.__file__))
        for name in set(sys.modules) - self.modules:
            # A module of the libraries, imported late, stays: others already hold references to its classes.
            if not (getattr(sys.modules[name], "__file__", None) or "").startswith(libraries):
                del sys.modules[name]
        sys.path[:], alembic.__path__[:] = self.path, self.alembic_path
        sys.path_importer_cache.clear()
        sys.stdout = self.stdout
        os.chdir(self.folder)
        logging.getLogger().handlers.clear()


def answer(request):
    del database_errors[:]
    run = {"execute": execute, "render": render}.get(request["action"], alembic_command)
    with Isolated():
        try:
            result = {"ok": True, **run(request)}
        except BaseException as error:  # a migration may raise anything, SystemExit included
            result = {"ok": False, "error": describe(error)}
    return {**result, "databaseErrors": list(database_errors)}


def main():
    # Whatever a migration prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), default=str), file=answers, flush=True)


main()
