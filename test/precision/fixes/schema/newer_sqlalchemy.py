"""Names of SQLAlchemy 2 that migrations use, for Debian's SQLAlchemy 1.4."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import interfaces
from sqlalchemy.testing import schema
from sqlalchemy.types import UserDefinedType


class CITEXT(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **_):
        return "CITEXT"


class Double(UserDefinedType):
    cache_ok = True

    def __init__(self, *_, **__):
        pass

    def get_col_spec(self, **_):
        return "DOUBLE PRECISION"


class Uuid(postgresql.UUID):
    def __init__(self, as_uuid=True, native_uuid=True):
        super().__init__(as_uuid=as_uuid)


def add():
    # Some import it from there, where it asks for a test's configuration.
    schema.Column = sa.Column
    for construct in (sa.UniqueConstraint, sa.Index):
        construct.argument_for("postgresql", "nulls_not_distinct", None)
    for module, name, value in [(postgresql, "CITEXT", CITEXT), (sa, "Double", Double), (sa, "Uuid", Uuid), (sa, "UUID", Uuid)] + [
        (sa, "Connection", sa.engine.Connection),
        (sa, "Engine", sa.engine.Engine),
        (interfaces, "ReflectedColumn", dict),
    ] + [
        (sa, name, getattr(sa.sql, name)) for name in ("Select", "Insert", "Update", "Delete")
    ]:
        if not hasattr(module, name):
            setattr(module, name, value)
