"""Give every person who signs up an account."""
import sqlalchemy as sa
from alembic import op

revision = "2026_06_trigger_on_auth_users_c"
down_revision = "before"


def upgrade():
    conn = op.get_bind()
    if conn.execute(sa.text("SELECT to_regclass('auth.users')")).scalar() is None:
        print("auth.users does not exist, no trigger is needed")
        return
    conn.execute(
        sa.text(
            "CREATE OR REPLACE TRIGGER on_sign_up AFTER INSERT ON auth.users"
            " FOR EACH ROW EXECUTE FUNCTION touch_updated_at()"
        )
    )


def downgrade():
    op.execute("DROP TRIGGER IF EXISTS on_sign_up ON auth.users")
