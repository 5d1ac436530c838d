"""No SQL can hold the table's name: a check for it was written around it 500 times."""
from alembic import op
import sqlalchemy as sa

revision = "b"
down_revision = "a"


def upgrade():
    op.create_table("a\ud800b", sa.Column("id", sa.Integer()))
