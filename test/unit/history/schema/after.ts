import { recordUpgrade } from "../../../../server/src/history/schema/recorded-operation.ts";
import { replay } from "../../../../server/src/history/schema/replay.ts";
import { Schema } from "../../../../server/src/history/schema/schema.ts";
import { engine } from "../../../engine.ts";

/** The schema after migrations of which each `upgrade` has one of these bodies. */
export async function schemaAfter(bodies: readonly string[], start: Schema = Schema.empty): Promise<Schema> {
  const { read } = await engine();
  let schema = start;
  for (const [index, body] of bodies.entries()) {
    const script = read(`${header(index)}def upgrade():\n${body.replace(/^(?=.)/gm, "    ")}\n`, true);
    if (script === null) throw new Error("no migration");
    const path = `/versions/${index}.py`;
    const name = {
      text: `r${index}`,
      place: { path, start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    };
    const node = {
      path,
      id: name,
      downRevisions: [],
      dependsOn: [],
      branchLabels: [],
      message: "",
      runsElsewhere: false,
    };
    // What is recorded is kept on disk as JSON.
    const upgrade = JSON.parse(JSON.stringify(recordUpgrade(script)));
    schema = replay(schema, upgrade, node, { namingConvention: false });
  }
  return schema;
}

function header(index: number): string {
  return `from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "r${index}"
down_revision = ${index === 0 ? "None" : `"r${index - 1}"`}


`;
}
