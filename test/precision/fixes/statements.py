"""Compares texts of Python before and after an edit, by their syntax.

Reads a JSON list of {"path", "before", "after", "ranges"} from standard input; ranges are [start, end) in UTF-8 bytes of `before`. Prints a list
of {"path", "brokenBefore", "brokenAfter", "lost"}: the syntax errors, and the statements of `before` that no range touches and that `after` has
not got in the same place.
"""

import ast
import json
import re
import sys
import warnings


def line_starts(source):
    return [0, *(found.end() for found in re.finditer(rb"\r\n|\r|\n", source))]


def syntax_error(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return str(error)
    return None


def name_of(node):
    return f"{type(node).__name__} {getattr(node, 'name', '')}"


def statements(node, path=()):
    """Yields each statement below a node, in order, with the names of what it lies in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield path, child
            yield from statements(child, (*path, name_of(child)))
        elif isinstance(child, (ast.ExceptHandler, getattr(ast, "match_case", ast.ExceptHandler))):
            yield from statements(child, (*path, name_of(child)))


def untouched(source, ranges):
    starts = line_starts(source)
    place = lambda line, column: starts[line - 1] + column
    for path, node in statements(ast.parse(source)):
        # From the beginning of the line: indentation is the statement's.
        start, end = place(node.lineno, 0), place(node.end_lineno, node.end_col_offset)
        if not any(first <= end and start <= last for first, last in ranges):
            yield path, ast.dump(node), node.lineno


def lost_statements(before, after, ranges):
    left = iter([(path, ast.dump(node)) for path, node in statements(ast.parse(after))])
    lost = []
    for path, dump, line in untouched(before.encode(), ranges):
        # Each is looked for after the one before it.
        if not any(found == (path, dump) for found in left):
            lost.append(f"line {line}: {dump[:200]}")
            break
    return lost


def compare(file):
    before, after = syntax_error(file["before"]), syntax_error(file["after"])
    lost = [] if before or after else lost_statements(file["before"], file["after"], file["ranges"])
    return {"path": file["path"], "brokenBefore": before, "brokenAfter": after, "lost": lost}


# Of unknown escapes, which are the project's own.
warnings.simplefilter("ignore")
json.dump([compare(file) for file in json.load(sys.stdin)], sys.stdout)
