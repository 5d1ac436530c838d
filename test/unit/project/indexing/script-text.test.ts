import { expect, test } from "vitest";
import { indexedScript } from "../../../../server/src/project/indexing/indexed-script.ts";
import { scriptFromText, scriptText } from "../../../../server/src/project/indexing/script-text.ts";
import { engine } from "../../../engine.ts";
import { migration } from "./sample-index.ts";

const { read } = await engine();

const text = migration("b", "a", 'op.create_table("t", sa.Column("a", sa.Text()))');
const script = read(text, true);

test("what is kept of a script is the same after it was text, wherever it lies", () => {
  const reading = { text, script: script, modules: [["app.types", null] as const] };
  const kept = indexedScript("/versions/b.py", reading);
  expect(scriptFromText(scriptText(kept), "/versions/b.py")).toEqual(kept);
  expect(scriptFromText(scriptText(kept), "/moved.py")).toEqual(indexedScript("/moved.py", reading));
  expect(scriptText(kept)).not.toContain("/versions/");
  expect(scriptFromText("[]", "/moved.py")).toBeNull();
  const none = indexedScript("/versions/b.py", { text: "", script: null, modules: [] });
  expect(scriptFromText(scriptText(none), "/versions/b.py")).toEqual(none);
});
