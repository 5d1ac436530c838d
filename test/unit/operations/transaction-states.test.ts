import { expect, test } from "vitest";
import { engine } from "../../engine.ts";
import { migration } from "../../rule-case.ts";

/** Each operation as a line: its source, its state, and whether it is in a savepoint or swallowed. */
async function states(body: string, imports = ""): Promise<readonly string[]> {
  const loaded = await engine();
  const indented = body.replace(/^(?=.)/gm, "    ");
  const script = loaded.read(migration(`def upgrade():\n${indented}`, imports), true);
  return (script?.operations ?? []).map((operation) => {
    const own =
      operation.kind === "transaction control"
        ? `${operation.command} by ${operation.through}`
        : script?.source.slice(operation.start, operation.end);
    const more = [
      ...(operation.savepoint ? ["savepoint"] : []),
      ...(operation.swallower === null ? [] : ["swallowed"]),
    ];
    return [own, operation.transaction, ...more].join(", ");
  });
}

test.each([
  [
    "COMMIT and BEGIN, each its own call",
    'op.execute("A1")\nop.execute("COMMIT")\nop.execute("A2")\nop.execute("BEGIN")\nop.execute("A3")\n',
    ["A1, open", "commit by sql, open", "A2, committed", "begin by sql, committed", "A3, open"],
  ],
  [
    "COMMIT AND CHAIN begins another transaction",
    'op.execute("COMMIT AND CHAIN")\nop.execute("A1")\n',
    ["commit by sql, open", "A1, open"],
  ],
  [
    "a savepoint in SQL, until its release",
    'op.execute("SAVEPOINT s")\nop.execute("A1")\nop.execute("RELEASE SAVEPOINT s")\nop.execute("A2")\n',
    ["savepoint by sql, open", "A1, open, savepoint", "release savepoint by sql, open, savepoint", "A2, open"],
  ],
  [
    "a savepoint stays when it is rolled back to, those inside of it don't",
    'op.execute("SAVEPOINT s")\nop.execute("SAVEPOINT t")\nop.execute("ROLLBACK TO s")\nop.execute("RELEASE t")\nop.execute("A1")\nop.execute("RELEASE s")\nop.execute("A2")\n',
    [
      "savepoint by sql, open",
      "savepoint by sql, open, savepoint",
      "rollback to savepoint by sql, open, savepoint",
      "release savepoint by sql, open, savepoint",
      "A1, open, savepoint",
      "release savepoint by sql, open, savepoint",
      "A2, open",
    ],
  ],
  [
    "COMMIT ends savepoints",
    'op.execute("SAVEPOINT s")\nop.execute("COMMIT")\nop.execute("A1")\n',
    ["savepoint by sql, open", "commit by sql, open, savepoint", "A1, committed"],
  ],
  [
    "a savepoint that the handler rolls back to swallows nothing",
    'op.execute("SAVEPOINT s")\ntry:\n    op.execute("A1")\n    op.execute("RELEASE s")\nexcept Exception:\n    op.execute("ROLLBACK TO s")\n',
    [
      "savepoint by sql, open",
      "A1, open, savepoint",
      "release savepoint by sql, open, savepoint",
      "rollback to savepoint by sql, open",
    ],
  ],
  [
    "begin_nested() without with",
    'bind = op.get_bind()\nnested = bind.begin_nested()\nbind.execute("A1")\nnested.commit()\nbind.execute("A2")\n',
    ["A1, open, savepoint", "A2, open"],
  ],
  [
    "begin_nested() in a with",
    'with op.get_bind().begin_nested():\n    op.execute("A1")\nop.execute("A2")\n',
    ["A1, open, savepoint", "A2, open"],
  ],
  [
    "commit() of the connection ends no state: SQLAlchemy goes on in a transaction",
    'bind = op.get_bind()\nbind.commit()\nbind.execute("A1")\nop.get_context().connection.rollback()\n',
    ["commit by connection, open", "A1, open", "rollback by connection, open"],
  ],
  [
    "commit() of a session",
    'session = Session(bind=op.get_bind())\nsession.execute("A1")\nsession.commit()\nsessionmaker(bind=op.get_bind())().commit()\n',
    ["A1, open", "commit by session, open", "commit by session, open"],
  ],
  [
    "commit() of a session, or an engine, of its own",
    'engine = sa.create_engine("x")\nwith engine.connect() as c:\n    c.execute("A1")\n    c.commit()\nSession().commit()\n',
    ["A1, other connection", "commit by connection, other connection", "commit by session, other connection"],
  ],
  [
    "begin(), and what it gives",
    'bind = op.get_bind()\nt = bind.begin()\nt.commit()\nwith bind.begin() as u:\n    bind.execute("A1")\n    u.rollback()\n',
    ["begin by connection, open", "A1, open"],
  ],
  [
    "an autocommit block through a variable",
    'ctx = op.get_context()\nop.execute("SAVEPOINT s")\nwith ctx.autocommit_block():\n    op.execute("A1")\nop.execute("A2")\n',
    ["savepoint by sql, open", "A1, autocommit", "A2, open"],
  ],
  ["commit() of anything else", "f = open('x')\nf.commit()\nrepository.commit()\n", []],
])("%s", async (_, body, expected) => {
  const statements = body.replace(/"A(\d)"/g, '"SELECT $1"');
  const given = await states(statements, "from sqlalchemy.orm import Session, sessionmaker");
  expect(given.map((line) => line.replace(/^SELECT (\d)/, "A$1"))).toEqual(expected);
});
