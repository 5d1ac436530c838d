import type { Operation } from "./operation.ts";
import { isAtLeast } from "./releases.ts";

/** The keyword of a directive that stands for IF [NOT] EXISTS, and what knows it. */
interface ExistenceKeyword {
  readonly name: "if_exists" | "if_not_exists";
  /** Alembic's release since which it does what it says; null where none does. */
  readonly since: string | null;
  /** With SQLAlchemy 1.4 the release is another one; null: with none. */
  readonly sinceOnSqlalchemy1: string | null;
  /** What an older Alembic makes of it. */
  readonly before: "ignored" | "refused";
}

/**
 * Measured with Alembic 1.8.1, 1.13.3, 1.16.0 and 1.19.2-dev; the releases between are from its changelog. A constraint takes what it does not
 * know for an option of another database.
 */
const keywords: Readonly<Record<string, ExistenceKeyword>> = {
  create_table: { name: "if_not_exists", since: "1.13.3", sinceOnSqlalchemy1: "1.13.3", before: "ignored" },
  drop_table: { name: "if_exists", since: "1.13.3", sinceOnSqlalchemy1: "1.13.3", before: "ignored" },
  create_index: { name: "if_not_exists", since: "1.12.0", sinceOnSqlalchemy1: "1.13.0", before: "ignored" },
  drop_index: { name: "if_exists", since: "1.12.0", sinceOnSqlalchemy1: "1.13.0", before: "ignored" },
  add_column: { name: "if_not_exists", since: "1.16.0", sinceOnSqlalchemy1: "1.16.0", before: "refused" },
  drop_column: { name: "if_exists", since: "1.16.0", sinceOnSqlalchemy1: "1.16.0", before: "ignored" },
  create_foreign_key: { name: "if_not_exists", since: null, sinceOnSqlalchemy1: null, before: "ignored" },
  create_unique_constraint: { name: "if_not_exists", since: null, sinceOnSqlalchemy1: null, before: "ignored" },
  create_check_constraint: { name: "if_not_exists", since: null, sinceOnSqlalchemy1: null, before: "ignored" },
  create_primary_key: { name: "if_not_exists", since: null, sinceOnSqlalchemy1: null, before: "refused" },
  rename_table: { name: "if_exists", since: null, sinceOnSqlalchemy1: null, before: "refused" },
  drop_constraint: { name: "if_exists", since: "1.16.0", sinceOnSqlalchemy1: null, before: "refused" },
};

/** Versions of what the project runs on, as `major.minor.patch`; null for an unknown one. */
interface Versions {
  readonly alembic: string | null;
  readonly sqlalchemy: string | null;
}

/** What a directive's keyword is on some versions. */
export interface KnownKeyword {
  readonly name: ExistenceKeyword["name"];
  /** What the versions make of it; null where they don't tell. */
  readonly state: "works" | "ignored" | "refused" | null;
  /** Alembic's release since which it does what it says; null where none does. */
  readonly since: string | null;
}

/** The keyword of a directive that stands for IF [NOT] EXISTS; null for one that has none in any release. */
export function existenceKeyword(directive: string, { alembic, sqlalchemy }: Versions): KnownKeyword | null {
  const keyword = keywords[directive];
  if (keyword === undefined) return null;
  const { name, since, sinceOnSqlalchemy1, before } = keyword;
  if (since === null) return { name, since, state: before };
  if (alembic === null) return { name, since, state: null };
  if (!isAtLeast(alembic, since)) return { name, since, state: before };
  if (sinceOnSqlalchemy1 !== null && isAtLeast(alembic, sinceOnSqlalchemy1)) return { name, since, state: "works" };
  if (sqlalchemy === null) return { name, since, state: null };
  return { name, since, state: isAtLeast(sqlalchemy, "2.0.0") ? "works" : before };
}

/** The keyword for IF [NOT] EXISTS that an operation's directive is given; null for none. */
export function givenExistenceKeyword({ directive, origin }: Operation): ExistenceKeyword["name"] | null {
  const given = origin.call.arguments.find(({ keyword }) => keyword === "if_exists" || keyword === "if_not_exists");
  if (directive === null || given?.value.kind !== "constant" || given.value.value !== true) return null;
  return given.keyword === "if_exists" ? "if_exists" : "if_not_exists";
}
