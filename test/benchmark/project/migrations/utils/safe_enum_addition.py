"""Safe additions to PostgreSQL enum types, for Alembic migrations.

A value that the type already has is skipped by PostgreSQL itself, without an error that would abort the transaction.
Works with a connection and with "alembic upgrade --sql". PostgreSQL 12 or later; like every value added in a transaction,
a new value can be used only after the transaction is committed.
"""
from __future__ import annotations

import re
from typing import Iterable, Optional

from alembic import op
from sqlalchemy.exc import DBAPIError

_PART = r'"(?:[^"]|"")+"|[^".]+'
_UNDEFINED_OBJECT = "42704"


def safe_add_enum_value(
    enum_name: str,
    value: str,
    *,
    before: Optional[str] = None,
    after: Optional[str] = None,
    schema: Optional[str] = None,
) -> None:
    """Add a value to an enum type, unless the type has it already.

    enum_name: "eventtype" or "auth.eventtype", in upper and lower case as PostgreSQL stores it: a type created
        as EventType without quotes is "eventtype". A part with a dot in it is quoted: 'auth."event.type"'.
        With schema given, enum_name is the type's bare name.
    before, after: an existing value that the new one is placed beside; the default is the end.

    Raises LookupError when the type does not exist.
    """
    if before is not None and after is not None:
        raise ValueError("give before or after, not both")
    type_name = _type_name(enum_name, schema)
    sql = f"ALTER TYPE {type_name} ADD VALUE IF NOT EXISTS {_literal(value)}"
    if before is not None:
        sql += f" BEFORE {_literal(before)}"
    if after is not None:
        sql += f" AFTER {_literal(after)}"
    try:
        op.execute(sql)
    except DBAPIError as error:
        if _sqlstate(error) != _UNDEFINED_OBJECT:
            raise
        raise LookupError(
            f"enum type {type_name} does not exist: create it before adding {value!r}, or check its schema and"
            " the case of its name"
        ) from error


def safe_add_multiple_enum_values(enum_name: str, values: Iterable[str], *, schema: Optional[str] = None) -> None:
    """Add values to the end of an enum type, in their order, except those that the type has already."""
    if isinstance(values, str):
        raise TypeError("values must be a list of strings, not one string")
    for value in values:
        safe_add_enum_value(enum_name, value, schema=schema)


def _type_name(enum_name: str, schema: Optional[str]) -> str:
    if schema is not None:
        return f"{_identifier(schema)}.{_identifier(enum_name)}"
    match = re.fullmatch(rf"(?:({_PART})\.)?({_PART})", enum_name)
    if match is None:
        raise ValueError(f"not the name of a type: {enum_name!r}")
    return ".".join(_identifier(_unquoted(part)) for part in match.groups() if part is not None)


def _unquoted(part: str) -> str:
    return part[1:-1].replace('""', '"') if part.startswith('"') else part


# SQLAlchemy reads a colon as a bind parameter, the driver reads a percent sign, and Alembic's --sql turns tabs into
# spaces. Written as escapes, such characters reach PostgreSQL as they are.
_SPECIAL = re.compile(r"[\x00-\x1f\\:%]")


def _literal(text: str) -> str:
    quoted = text.replace("'", "''")
    escaped = _SPECIAL.sub(lambda match: f"\\x{ord(match[0]):02x}", quoted)
    return f"'{quoted}'" if escaped == quoted else f"E'{escaped}'"


def _identifier(name: str) -> str:
    quoted = name.replace('"', '""')
    escaped = _SPECIAL.sub(lambda match: f"\\{ord(match[0]):04x}", quoted)
    return f'"{quoted}"' if escaped == quoted else f'U&"{escaped}"'


def _sqlstate(error: DBAPIError) -> Optional[str]:
    # psycopg and asyncpg call it sqlstate, psycopg2 calls it pgcode.
    return getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
