import { expect, test } from "vitest";
import { engineOf } from "../../../server/src/engine.ts";
import { operationInWords } from "../../../server/src/migration/in-words.ts";
import { engine } from "../../engine.ts";

/** The operations of an `upgrade` with this body, in words. `shared.tables` is a module of the project. */
async function operations(body: string): Promise<readonly string[]> {
  const source = `import shared.tables
from alembic import op
import sqlalchemy as sa
from elsewhere import change, models
from shared.tables import statement

revision = "b"
down_revision = "a"


def upgrade():
    ${body}
`;
  const { read } = await engine();
  const module =
    "statement = 'DROP TABLE u'\ndef add(connection):\n    connection.execute('DROP TABLE t')\n    connection.execute(statement)\n";
  const script = read(source, true, (name) => (name === "shared.tables" ? module : null));
  return script?.operations.map(operationInWords) ?? [];
}

test.each([
  ["change(op)", ["elsewhere.change()"]],
  ["change(op.get_bind(), 'users')", ["elsewhere.change()"]],
  ["models.fill(session=sa.orm.Session(bind=op.get_bind()))", ["elsewhere.models.fill()"]],
  ["op.run_async(change)", ["op.run_async"]],
])("%s may do anything", async (body, expected) => {
  expect(await operations(body)).toEqual(expected);
});

test.each([
  ["change('users')", []],
  ["print(op.get_bind())", []],
  ["sa.inspect(op.get_bind())", []],
  ["sa.orm.Session(bind=op.get_bind())", []],
  ["shared.tables.add(op.get_bind())", ["drop table t", "drop table u"]],
  ["op.execute(statement)", ["drop table u"]],
  ["op.get_bind().execute(models.User.__table__.insert(), rows)", ["insert into …"]],
  ["op.get_bind().execute(models.User.__table__.update().values(a=1))", ["update …"]],
])("%s does what it says", async (body, expected) => {
  expect(await operations(body)).toEqual(expected);
});

test.each([
  ["a class", "class drop_it:\n    pass\n", 0, []],
  ["a function", "def drop_it(connection):\n    connection.execute('DROP TABLE t')\n", 1, ["drop table t"]],
  [
    "a function of a class's name",
    "class drop_it:\n    pass\n\n\ndef drop_it(connection):\n    connection.execute('DROP TABLE t')\n",
    1,
    ["drop table t"],
  ],
  [
    "a function that a class is given up for",
    "class drop_it:\n    pass\n\n\ndef other(connection):\n    connection.execute('DROP TABLE t')\n\n\ndrop_it = other\n",
    1,
    ["drop table t"],
  ],
])(
  "%s that is called: its module is parsed only where it may be a function",
  async (_what, module, parsings, expected) => {
    const source = `from alembic import op
from shared.tables import drop_it

revision = "b"
down_revision = "a"


def upgrade():
    drop_it(op.get_bind())
    drop_it(op.get_bind())
`;
    const { python, postgres } = (await engine()).parsers;
    let parsed = 0;
    const counting = {
      ...python,
      parse: (text: string) => {
        if (text === module) parsed++;
        return python.parse(text);
      },
    };
    const script = engineOf({ python: counting, postgres }).read(source, true, (name) =>
      name === "shared.tables" ? module : null,
    );
    expect(parsed).toBe(parsings);
    const own = script?.operations.filter(({ kind }) => kind !== "foreign call").map(operationInWords);
    expect(own?.slice(0, 1)).toEqual(expected);
  },
);
