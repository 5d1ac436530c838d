"""Loads revision scripts with Alembic, and says what it makes of them.

Takes a JSON list of {"folder", "identifiers"} on stdin, gives a JSON list of answers on stdout: {"error"} where the revisions can't be
read, else heads and the like. Two things that Alembic leaves to chance are given an order here: files come in the order of their names
(newer versions sort them), and of several `depends_on` of a revision the first comes first (Alembic iterates over a set).
"""
import json
import os
import signal
import sys
import warnings

sys.dont_write_bytecode = True

from alembic.script import ScriptDirectory
from alembic.util import CommandError

list_files = os.listdir
os.listdir = lambda path: sorted(list_files(path))


class TooLong(Exception):
    pass


def give_up(*_):
    raise TooLong()


def error_of(error):
    cause = error.__cause__ if isinstance(error, CommandError) else error
    return {"type": type(cause).__name__, "message": str(cause)}


def attempt(run):
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        return run()
    except Exception as error:
        return {"error": error_of(error)}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe(script, identifiers):
    map_ = script.revision_map
    map_._revision_map
    revisions = {rev.revision: rev for rev in map_._revision_map.values() if rev is not None}
    for rev in revisions.values():
        written = rev._resolved_dependencies
        rev._normalized_resolved_dependencies = tuple(
            sorted(rev._normalized_resolved_dependencies, key=written.index)
        )
    upgrade = lambda target: [step.revision.revision for step in script._upgrade_revs(target, None)]
    return {
        "heads": list(map_.heads),
        "realHeads": list(map_._real_heads),
        "bases": list(map_.bases),
        "branchPoints": [id for id, rev in revisions.items() if rev.is_branch_point],
        "labels": {id: sorted(rev.branch_labels) for id, rev in revisions.items()},
        "order": attempt(lambda: upgrade("heads")),
        "orders": {id: attempt(lambda: upgrade(id)) for id in revisions},
        "head": attempt(lambda: upgrade("head")),
        "resolved": {
            name: attempt(lambda: [rev.revision for rev in map_.get_revisions(name)]) for name in identifiers
        },
    }


def answer(folder, identifiers):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = attempt(lambda: describe(ScriptDirectory(folder), identifiers))
    return {"warnings": [str(each.message) for each in caught], **found}


signal.signal(signal.SIGALRM, give_up)
json.dump([answer(each["folder"], each["identifiers"]) for each in json.load(sys.stdin)], sys.stdout)
