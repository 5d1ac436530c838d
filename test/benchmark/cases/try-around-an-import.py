"""Default plan from the settings, if there are any.

Revision ID: 85765f8281fd
Revises: before
"""

import sqlalchemy as sa
from alembic import op
import json
import os

# revision identifiers
revision = "85765f8281fd"
down_revision = "before"
branch_labels = None
depends_on = None

try:
    import tomllib
except ImportError:
    tomllib = None


def upgrade() -> None:
    try:
        with open(os.path.join(os.path.dirname(__file__), "plans.json")) as file:
            plans = json.load(file)
    except OSError:
        plans = ["free"]
    op.execute("ALTER TABLE accounts ADD COLUMN IF NOT EXISTS next_plan varchar(20)")
    op.execute(sa.text("UPDATE accounts SET next_plan = :plan").bindparams(plan=plans[0]))


def downgrade() -> None:
    op.execute("ALTER TABLE accounts DROP COLUMN IF EXISTS next_plan")
