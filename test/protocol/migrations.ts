/** A whole migration around the body of its `upgrade`, which begins in line 13. */
export function migration(upgrade: string, imports = "from alembic import op\n"): string {
  return `"""Add an event type.

Revision ID: 0002_new_value
Revises: 0001_base
"""
${imports}
revision = "0002_new_value"
down_revision = "0001_base"


def upgrade() -> None:
${upgrade}

def downgrade() -> None:
    pass
`;
}

/** The same migration as the one after another: the second is what `migration` gives. */
export function numbered(number: number, text: string): string {
  const id = (each: number) => (each === 1 ? "0001_base" : `000${each}_new_value`);
  return text.replaceAll("0002_new_value", id(number)).replaceAll("0001_base", id(number - 1));
}

/** The guideline's §1 ❌ example. */
export const inTry: string = migration(`    import sqlalchemy as sa
    try:
        op.execute(sa.text("ALTER TYPE eventtype ADD VALUE 'new_value'"))
    except Exception as e:
        if "already exists" not in str(e).lower():
            raise
`);

/** Its ✅ example, in the sample project. */
export const withHelper: string = migration(
  "    safe_add_enum_value('eventtype', 'new_value')\n",
  "from alembic import op\nfrom migrations.safe_enum_addition import safe_add_enum_value\n",
);

/** Where the finding in `inTry` is, as the protocol counts. */
export const inTryRange = { start: { line: 14, character: 28 }, end: { line: 14, character: 70 } };

/** A finding whose fix is unsafe: under `--sql` there is no connection, and the handler is broad. */
export const swallowed: string = migration(`    try:
        op.execute("UPDATE events SET kind = 'a' WHERE id = 1")
    except Exception:
        pass
`);

export const swallowedFixed: string = migration(`    try:
        with op.get_bind().begin_nested():
            op.execute("UPDATE events SET kind = 'a' WHERE id = 1")
    except Exception:
        pass
`);
