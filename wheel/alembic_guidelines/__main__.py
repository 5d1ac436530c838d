"""Runs the command line that this package carries with the Node.js that is there."""

import os
import shutil
import subprocess
import sys

OLDEST_NODE = (20, 19)


def main() -> int:
    node = shutil.which("node")
    if node is None:
        return refuse("needs Node.js, and there is none on PATH")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    if tuple(int(part) for part in version.lstrip("v").split(".")[:2]) < OLDEST_NODE:
        return refuse(f"needs Node.js {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or later; {node} is {version}")
    program = os.path.join(os.path.dirname(__file__), "server", "bin", "alembic-guidelines.cjs")
    arguments = [node, program, *sys.argv[1:]]
    if os.name == "nt":
        return subprocess.run(arguments).returncode
    # The same process, so that signals and streams are its own.
    os.execv(node, arguments)


def refuse(why: str) -> int:
    print(f"error: alembic-guidelines {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
