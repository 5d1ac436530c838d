"""balances are kept in thousandths

Revision ID: 2c574f20c473
Revises: before
Create Date: 2026-08-16 10:59:59.200898

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2c574f20c473'
down_revision = 'before'
branch_labels = None
depends_on = None


def upgrade():
    op.alter_column(
        'accounts', 'balance',
        existing_type=sa.Integer(),
        type_=sa.BigInteger(),
        postgresql_using='balance::bigint * 1000',
    )


def downgrade():
    columns = {c['name']: c['type'] for c in sa.inspect(op.get_bind()).get_columns('accounts')}
    if isinstance(columns['balance'], sa.BigInteger):
        op.execute("ALTER TABLE accounts ALTER COLUMN balance TYPE integer USING (balance / 1000)::integer")
