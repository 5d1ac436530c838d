from alembic import op

revision = "b"
down_revision = "a"


def upgrade():
    op.execute("ALTER TABLE t ADD COLUMN IF NOT EXISTS c boolean")


def downgrade():
        """)
    )
    op.drop_column("t", "c")
