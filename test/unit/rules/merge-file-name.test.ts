import { expect, test } from "vitest";
import type { RevisionNode } from "../../../server/src/history/graph/revision-node.ts";
import { mergeFileName } from "../../../server/src/rules/revisions/merge-file-name.ts";

function head(path: string, id: string, message: string): RevisionNode {
  const place = { path, start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    path,
    id: { text: id, place },
    downRevisions: [],
    dependsOn: [],
    branchLabels: [],
    message,
    runsElsewhere: false,
  };
}

const cases: readonly [template: string, file: string, id: string, message: string, merge: string][] = [
  ["%(rev)s_%(slug)s", "/v/ae10_add_plan.py", "ae10", "Add plan", "ID_merge_b_and_c"],
  ["%(rev)s_%(slug)s, on Windows", "C:\\v\\ae10_add_plan.py", "ae10", "Add plan", "ID_merge_b_and_c"],
  ["%(rev)s_%(slug)s, cut", "/v/ae10_add_a_plan_.py", "ae10", "Add a plan for everybody", "ID_merge_b_and_c"],
  ["%(rev)s_%(slug)s, with another message since", "/v/ae10_add_it.py", "ae10", "Add the plan", "ID_merge_b_and_c"],
  ["%(rev)s alone", "/v/ae10.py", "ae10", "Add plan", "ID_merge_b_and_c"],
  [
    "a date, %(rev)s_%(slug)s",
    "/v/2026_11_22_1200-ae10_add_plan.py",
    "ae10",
    "Add plan",
    "2026_11_22_1200-ID_merge_b_and_c",
  ],
  ["a date and %(slug)s", "/v/2026-11-22-1200_add_plan.py", "ae10", "Add plan.", "2026-11-22-1200_merge_b_and_c"],
  ["%(slug)s_%(rev)s: Alembic's default", "/v/add_plan_ae10.py", "ae10", "Add plan", "ID_merge_b_and_c"],
  ["an id inside of a word: Alembic's default", "/v/plane.py", "lan", "Add plan", "ID_merge_b_and_c"],
  ["neither: Alembic's default", "/v/plan.py", "ae10", "Add plan for all", "ID_merge_b_and_c"],
];

test.each(cases)("%s", (_template, file, id, message, merge) => {
  expect(mergeFileName([head(file, id, message)], "ID", "Merge b and c")).toBe(`${merge}.py`);
});

test("the last head's date", () => {
  const heads = ["22", "24", "23"].map((day) => head(`/v/2026-11-${day}_add_plan.py`, `ae${day}`, "Add plan"));
  expect(mergeFileName(heads, "ID", "Merge b and c")).toBe("2026-11-24_merge_b_and_c.py");
});

test("a long message is cut between words, as Alembic cuts it", () => {
  const message = "Merge 0002_add_the_email_of_a_user and 0002_add_the_plan_of_a_user";
  expect(mergeFileName([], "ID", message)).toBe("ID_merge_0002_add_the_email_of_a_user_and_.py");
});
