import type { Driver } from "./driver.ts";
import type { DatabaseServer } from "./servers.ts";

/** A migration that was killed for taking too long may still hold its locks. */
const endOthers = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;

const dropEverything = `
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  CREATE SCHEMA public;
END $$`;

/** What a database looks like, one line an object: schemas, extensions, types, columns, indexes, constraints, and what stands beside tables. */
const describeSchema = `
SELECT format('type %s (%s)', t.oid::regtype, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder))
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.oid
UNION ALL
SELECT format('column %s.%I %s%s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END, pg_get_expr(d.adbin, d.adrelid))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^(pg_|information_schema)'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relname <> 'alembic_version'
UNION ALL
SELECT indexdef FROM pg_indexes WHERE schemaname !~ '^(pg_|information_schema)' AND tablename <> 'alembic_version'
UNION ALL
SELECT format('constraint %I on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE contype <> 'n' AND conrelid <> 0 AND conrelid::regclass::text NOT IN ('alembic_version')
  AND connamespace::regnamespace::text !~ '^(pg_|information_schema)'
UNION ALL
SELECT format('schema %I', nspname) FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public$)'
UNION ALL
SELECT format('extension %I', extname) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT format('domain %s %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod))
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE t.typtype = 'd' AND n.nspname !~ '^(pg_|information_schema)'
UNION ALL
SELECT format('sequence %s', c.oid::regclass) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'S' AND n.nspname !~ '^(pg_|information_schema)'
UNION ALL
SELECT format('view %I.%I %s', schemaname, viewname, definition) FROM pg_views
  WHERE schemaname !~ '^(pg_|information_schema)'
UNION ALL
SELECT format('materialized view %I.%I %s', schemaname, matviewname, definition) FROM pg_matviews
  WHERE schemaname !~ '^(pg_|information_schema)'
UNION ALL
SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname !~ '^(pg_|information_schema)' AND p.prokind IN ('f', 'p')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
UNION ALL
SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal
UNION ALL
SELECT format('policy %I on %I.%I %s %s %s %s', policyname, schemaname, tablename, cmd, roles, qual, with_check) FROM pg_policies
UNION ALL
SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r WHERE r.rulename <> '_RETURN' AND r.ev_class >= 16384
ORDER BY 1`;

/** What the tables hold, one line a table, its rows in an order. */
const describeRows = `
SELECT format('%s %s', c.oid::regclass,
              query_to_xml(format('SELECT t::text FROM %s AS t ORDER BY 1', c.oid::regclass), false, true, ''))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^(pg_|information_schema)'
WHERE c.relkind = 'r' AND c.relname <> 'alembic_version' ORDER BY 1`;

/** One server's database, as the examples use it. */
export class Database {
  readonly server: DatabaseServer;
  readonly #driver: Driver;

  constructor(server: DatabaseServer, driver: Driver) {
    this.server = server;
    this.#driver = driver;
  }

  /** Runs statements in autocommit and gives the rows of the last. @throws Error with PostgreSQL's message. */
  async execute(sql: string): Promise<readonly (readonly unknown[])[]> {
    const outcome = await this.#driver.run({ action: "execute", url: this.server.url, sql });
    if (outcome.error !== null) throw new Error(`${outcome.error.message}\nin: ${sql}`);
    return outcome.rows;
  }

  /** Empties the database. PGlite keeps a session's state for the next connection, so that goes as well. */
  async reset(): Promise<void> {
    await this.execute("RESET ROLE");
    await this.execute(endOthers);
    await this.execute("DISCARD ALL");
    await this.execute(dropEverything);
  }

  /** The schema as text, comparable. */
  async schema(): Promise<string> {
    return (await this.execute(describeSchema)).map(([line]) => String(line)).join("\n");
  }

  /** The rows of all tables as text, comparable. */
  async rows(): Promise<string> {
    return (await this.execute(describeRows)).map(([line]) => String(line)).join("\n");
  }

  /** The labels of an enum type in their order; `type` as SQL would name it, quoted where needed. */
  async labels(type: string): Promise<string[]> {
    const name = type.replaceAll("'", "''");
    const sql = `SELECT enumlabel FROM pg_enum WHERE enumtypid = '${name}'::regtype ORDER BY enumsortorder`;
    return (await this.execute(sql)).map(([label]) => String(label));
  }

  /** The revisions that Alembic has noted in the database. */
  async revisions(): Promise<string[]> {
    return (await this.execute("SELECT version_num FROM alembic_version ORDER BY 1")).map(([revision]) =>
      String(revision),
    );
  }
}
