"""Welcome everybody, once."""
from alembic import op

revision = "2026_04_insert_where_not_exists"
down_revision = "before"


def upgrade():
    op.execute(
        """
        INSERT INTO audit_log (account_id, action)
        SELECT id, 'welcome' FROM accounts AS a
        WHERE NOT EXISTS (SELECT FROM audit_log WHERE account_id = a.id AND action = 'welcome')
        """
    )


def downgrade():
    op.execute("DELETE FROM audit_log WHERE action = 'welcome'")
