import type { Rule } from "./rule.ts";

/** Alembic creates `alembic_version.version_num` as `VARCHAR(32)` (`MigrationContext.__init__`), which PostgreSQL counts in characters. */
const LONGEST = 32;

export const revisionIdTooLong: Rule = {
  name: "revision-id-too-long",
  description: "A revision id of more than 32 characters does not fit into Alembic's version table: the upgrade fails.",
  group: "revisions",
  guideline: ["Migration template"],
  severity: "error",
  fix: "none",
  *check({ header: { revision } }) {
    if (revision === null) return;
    const characters = Array.from(revision.text).length;
    if (characters <= LONGEST) return;
    yield {
      start: revision.start,
      end: revision.end,
      message: `This revision id has ${characters} characters, and alembic_version.version_num is a VARCHAR(${LONGEST}): PostgreSQL refuses it, and the upgrade is rolled back. Shorten it.`,
      fix: null,
    };
  },
};
