"""Unknown since it had grown too long, the text was put together of ever more unknown pieces."""

from alembic import op

revision = "e6c3d4f5a7b8"
down_revision = None


def upgrade():
    sql = "DROP TABLE t;"
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    sql = sql + sql
    op.execute(sql)


def downgrade():
    pass
