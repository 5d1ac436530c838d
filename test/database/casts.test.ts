import { describe, expect, test } from "vitest";
import { castsOf, castTypes } from "../../server/src/rules/type-changes/casts.ts";
import { serverKinds } from "./servers.ts";
import { suiteDatabase } from "./suite-database.ts";

describe.each(serverKinds)("the casts of $name", ({ start }) => {
  const { database } = suiteDatabase(start, "SELECT");

  test.each([
    ["automatic", "'a', 'i'"],
    ["explicit", "'e'"],
  ] as const)("%s ones between PostgreSQL's own types are those of the table", async (cast, contexts) => {
    // 18 casts numbers to bytea and back, older servers don't: no fix may rest on that.
    const types = castTypes.filter((type) => cast === "automatic" || type !== "bytea");
    const names = types.map((type) => `'${type}'`).join(", ");
    const rows = await database().execute(
      `SELECT s.typname || ' ' || t.typname FROM pg_cast c JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
       WHERE castcontext IN (${contexts}) AND s.oid <> t.oid AND s.typname IN (${names}) AND t.typname IN (${names})`,
    );
    const ours = types.flatMap((type) => castsOf(type, cast).map((target) => `${type} ${target}`));
    expect(ours.sort()).toEqual(rows.map(([pair]) => String(pair)).sort());
  });
});
