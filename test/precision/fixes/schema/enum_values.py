"""`op.sync_enum_values`, as migrations call it that the package alembic-postgresql-enum has written: an enum type gets new values."""

import sys
from collections import namedtuple
from types import ModuleType

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations

TableReference = namedtuple("TableReference", "table_name column_name table_schema column_type existing_server_default")
TableReference.__new__.__defaults__ = (None, None, None)


DEFAULT = sa.text(
    "SELECT column_default FROM information_schema.columns"
    " WHERE table_schema = :schema AND table_name = :table AND column_name = :column"
)


class ColumnType:
    COMMON = "COMMON"
    ARRAY = "ARRAY"


class SyncEnumValues(MigrateOperation):
    def __init__(self, enum_schema, enum_name, new_values, affected_columns, enum_values_to_rename=()):
        self.schema, self.name, self.values = enum_schema, enum_name, new_values
        self.columns, self.renamed = affected_columns, enum_values_to_rename

    @classmethod
    def sync_enum_values(cls, operations, *arguments, **options):
        return operations.invoke(cls(*arguments, **options))


def carry_out(operations, operation):
    """Replaces the type by one of the same name, in each column of it."""
    run = operations.execute
    quote = sa.dialects.postgresql.dialect().identifier_preparer.quote
    name = f"{quote(operation.schema)}.{quote(operation.name)}"
    run(f"ALTER TYPE {name} RENAME TO {quote(operation.name + '_old')}")
    values = ", ".join("'" + value.replace("'", "''") + "'" for value in operation.values)
    run(f"CREATE TYPE {name} AS ENUM ({values})")
    # The tables are empty: only defaults have old names.
    renamed = {f"'{old}'": f"'{new}'" for old, new in operation.renamed}
    for reference in operation.columns:
        column = reference if isinstance(reference, TableReference) else TableReference(*reference)
        schema = column.table_schema or operation.schema
        default = operations.get_bind().scalar(DEFAULT, {"schema": schema, "table": column.table_name, "column": column.column_name})
        field = f"ALTER TABLE {quote(schema)}.{quote(column.table_name)} ALTER COLUMN {quote(column.column_name)}"
        array = "[]" if column.column_type == ColumnType.ARRAY else ""
        if default is not None:
            run(f"{field} DROP DEFAULT")
        run(f"{field} TYPE {name}{array} USING {quote(column.column_name)}::text{array}::{name}{array}")
        if default is not None:
            value = default.split("::")[0]
            run(f"{field} SET DEFAULT {renamed.get(value, value)}")
    run(f"DROP TYPE {quote(operation.schema)}.{quote(operation.name + '_old')}")


def add():
    if hasattr(Operations, "sync_enum_values"):
        return
    Operations.register_operation("sync_enum_values")(SyncEnumValues)
    Operations.implementation_for(SyncEnumValues)(carry_out)
    package = ModuleType("alembic_postgresql_enum")
    package.TableReference, package.ColumnType = TableReference, ColumnType
    sys.modules[package.__name__] = package
