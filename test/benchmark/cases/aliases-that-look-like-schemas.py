"""Orders of big accounts.

Revision ID: 0695ed48b237
Revises: before
"""

from alembic import op

# revision identifiers
revision = "0695ed48b237"
down_revision = "before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE OR REPLACE VIEW big_orders AS
        WITH big AS (SELECT a.id, a.email FROM accounts a WHERE a.balance > 1000)
        SELECT o.id, big.email FROM orders AS o JOIN big ON big.id = o.account_id
        """
    )
    op.execute(
        """
        CREATE OR REPLACE TRIGGER accounts_touched BEFORE UPDATE ON accounts
        FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION touch_updated_at()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER IF EXISTS accounts_touched ON accounts")
    op.execute("DROP VIEW IF EXISTS big_orders")
