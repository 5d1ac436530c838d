"""A statement that needs many schemas that are not there: 700 of them were looked for one after the other, in 500 readings."""

from alembic import op

revision = "d5b2c3e4f6a7"
down_revision = None


def upgrade():
    op.execute("CREATE VIEW v AS SELECT 1 FROM a JOIN s0.t USING (c) JOIN s1.t USING (c) JOIN s2.t USING (c) JOIN s3.t USING (c) JOIN s4.t USING (c) JOIN s5.t USING (c) JOIN s6.t USING (c) JOIN s7.t USING (c) JOIN s8.t USING (c) JOIN s9.t USING (c) JOIN s10.t USING (c) JOIN s11.t USING (c)")


def downgrade():
    pass
