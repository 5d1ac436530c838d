"""Runs `alembic upgrade heads` for revision scripts alone, without their env.py and application.

Reads {"url", "versions", "roots", "prepare", "transactionPerMigration", "versionTableSchema", "again"} from standard input, and prints
{"revisions", "error", "madeUp"}: how many revisions were run, and why no more.
"""

import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import application
import enum_values
import newer_sqlalchemy
import stand_ins

ENV = '''
from alembic import context
attributes = context.config.attributes
with attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=None, **attributes["options"])
    with context.begin_transaction():
        context.run_migrations(**attributes["arguments"])
'''


def config_for(folder, job):
    (folder / "env.py").write_text(ENV)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("version_path_separator", "os")
    config.set_main_option("version_locations", ":".join(job["versions"]))
    options = {"transaction_per_migration": job.get("transactionPerMigration", False)}
    if job.get("versionTableSchema"):
        options["version_table_schema"] = job["versionTableSchema"]
    done = []
    options["on_version_apply"] = lambda step, **_: done.append(step.up_revision_id)
    config.attributes["options"] = options
    config.attributes["arguments"] = job.get("arguments", {})
    config.attributes["engine"] = sa.create_engine(job["url"], future=job.get("future", False))
    return config, done


def start_in(folder, job):
    """Scripts read files from where Alembic is run; of those that are not source text, `files` has what is needed."""
    files = job.get("files", {})
    os.chdir(folder if files else job["folder"])
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def main():
    job = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    os.environ.update(job.get("environment", {}))
    newer_sqlalchemy.add()
    enum_values.add()
    stand_ins.install(job["roots"], job["versions"], job.get("modules", {}))
    application.start(job.get("configuration"))
    real_stdout, sys.stdout = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory() as folder:
        start_in(Path(folder), job)
        config, done = config_for(Path(folder), job)
        engine = config.attributes["engine"]
        error = None
        try:
            if job.get("again"):
                command.stamp(config, "base", purge=True)
                done.clear()
            else:
                with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    for statement in job.get("prepare", []):
                        connection.execute(sa.text(statement))
            # One by one: Alembic 1.8 refuses "heads" where one depends on another.
            for head in job.get("targets") or ScriptDirectory.from_config(config).get_heads():
                command.upgrade(config, head)
        except Exception as problem:
            error = f"{type(problem).__name__}: {str(problem)[:600]}"
            if job.get("trace"):
                import traceback

                traceback.print_exc()
        known = set(done)
        script = ScriptDirectory.from_config(config)
        try:
            pending = [revision.revision for revision in script.walk_revisions() if revision.revision not in known]
        except Exception:
            pending = []
    json.dump({"last": done[-1] if done else None, "revisions": len(known), "pending": len(pending), "error": error, "madeUp": sorted(stand_ins.MADE_UP)}, real_stdout)


main()
