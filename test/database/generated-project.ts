import { Choices } from "../random-choices.ts";
import { steps } from "./generated-steps.ts";

export interface GeneratedRevision {
  readonly id: string;
  readonly parents: readonly string[];
  readonly source: string;
}

export interface GeneratedColumn {
  name: string;
  /** What a generator needs to know of its type. */
  kind: "integer" | "text" | "enum" | "other";
  /** The enum type's name. */
  enumType: string | null;
  /** Part of a key, a reference, a check or an index: is left alone. */
  used: boolean;
}

export interface GeneratedTable {
  name: string;
  schema: string | null;
  columns: GeneratedColumn[];
  /** Constraints and indexes by name, that may be dropped or renamed. */
  constraints: string[];
  indexes: string[];
  /** Views and references make it stay. */
  used: boolean;
  /** Its primary key is `id` alone. */
  key: boolean;
}

/** What a generated project's database holds at a point, as far as its generator needs it. */
export class World {
  tables: GeneratedTable[] = [];
  enums: { name: string; schema: string | null; labels: string[] }[] = [];
  sequences: string[] = [];
  views: { name: string; materialized: boolean; table: string }[] = [];
  schemas: string[] = [];
  extensions: string[] = [];

  copy(): World {
    const other = new World();
    const data: Pick<World, "tables" | "enums" | "sequences" | "views" | "schemas" | "extensions"> = structuredClone({
      tables: this.tables,
      enums: this.enums,
      sequences: this.sequences,
      views: this.views,
      schemas: this.schemas,
      extensions: this.extensions,
    });
    return Object.assign(other, data);
  }
}

/** Numbers that make names new. */
export class Names {
  #next = 1;

  fresh(word: string): string {
    return `${word}${this.#next++}`;
  }
}

const header = (id: string, parents: readonly string[]) => `"""${id}"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "${id}"
down_revision = ${parents.length === 0 ? "None" : parents.length === 1 ? JSON.stringify(parents[0]) : `(${parents.map((parent) => JSON.stringify(parent)).join(", ")})`}
branch_labels = None
depends_on = None


`;

/** What keeps a reader from knowing all that a migration does. */
export type Veil = (lines: readonly string[], choices: Choices) => readonly string[];

/**
 * A project of which a seed decides everything: migrations that work one after the other, of all kinds, now and then in branches.
 * @param veil what becomes of the lines of each step.
 */
export function generatedProject(seed: number, veil: Veil = (lines) => lines): readonly GeneratedRevision[] {
  const choices = new Choices(seed);
  const names = new Names();
  const revisions: GeneratedRevision[] = [];
  const write = (parents: readonly string[], world: World): string => {
    const id = `p${seed}r${revisions.length + 1}`;
    revisions.push({ id, parents, source: header(id, parents) + upgrade(choices, names, world, veil) });
    return id;
  };
  let world = new World();
  let head = write([], world);
  for (let count = 3 + choices.number(3); count > 0; count--) {
    if (!choices.once(4)) {
      head = write([head], world);
      continue;
    }
    // Two branches, which are merged. What both leave alone is what the other one knows.
    const [left, right] = [world.copy(), world.copy()];
    freeze(left);
    freeze(right);
    const ends = [write([head], left), write([head], right)];
    world = merged(world, left, right);
    head = write(ends, world);
  }
  return revisions;
}

/** In a branch, only what it makes itself is touched. */
function freeze(world: World): void {
  world.tables = [];
  world.enums = [];
  world.sequences = [];
  world.views = [];
  world.schemas = [];
}

function merged(...worlds: readonly World[]): World {
  const world = new World();
  for (const { tables, enums, sequences, views, schemas, extensions } of worlds) {
    world.tables.push(...tables);
    world.enums.push(...enums);
    world.sequences.push(...sequences);
    world.views.push(...views);
    world.schemas.push(...schemas);
    world.extensions = [...new Set([...world.extensions, ...extensions])];
  }
  return world;
}

function upgrade(choices: Choices, names: Names, world: World, veil: Veil): string {
  const lines: string[] = [];
  for (let count = 3 + choices.number(5); count > 0; count--) {
    for (let tries = 20; tries > 0; tries--) {
      const written = choices.one(steps)({ choices, names, world });
      if (written === null) continue;
      lines.push(...veil(written, choices));
      break;
    }
  }
  return `def upgrade():\n${lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n")}\n\n\ndef downgrade():\n    pass\n`;
}
