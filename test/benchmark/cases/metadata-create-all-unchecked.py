"""Two tables of SQLAlchemy's own making."""
import sqlalchemy as sa
from alembic import op

revision = "2026_12_metadata_create_all_unc"
down_revision = "before"

metadata = sa.MetaData()
sa.Table("badges", metadata, sa.Column("code", sa.String(10), primary_key=True))
sa.Table("badge_owners", metadata, sa.Column("code", sa.String(10)), sa.Column("account_id", sa.Integer))


def upgrade():
    metadata.create_all(op.get_bind(), checkfirst=False)


def downgrade():
    metadata.drop_all(op.get_bind(), checkfirst=True)
