"""Give every person who signs up an account."""
from alembic import op

revision = "2026_02_trigger_on_auth_users"
down_revision = "before"

FUNCTION = """
CREATE OR REPLACE FUNCTION public.account_of_new_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public.accounts (email) VALUES (NEW.email);
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER on_sign_up AFTER INSERT ON auth.users
FOR EACH ROW EXECUTE FUNCTION public.account_of_new_user()
"""


def upgrade():
    op.execute(FUNCTION)
    op.execute(TRIGGER)


def downgrade():
    op.execute("DROP TRIGGER IF EXISTS on_sign_up ON auth.users")
    op.execute("DROP FUNCTION IF EXISTS public.account_of_new_user()")
