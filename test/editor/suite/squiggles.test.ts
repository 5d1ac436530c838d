import assert from "node:assert/strict";
import { commands } from "vscode";
import { findingsOf, untilFindings } from "./findings.ts";
import { remove, replaceText, show, showNew } from "./workspace-file.ts";

const versions = "migrations/versions";
const inTry = "enum-add-in-try-except Error 19:29-19:71";

describe("squiggles", () => {
  const examples: Readonly<Record<string, readonly string[]>> = {
    "0001_base.py": [],
    "0002_enum_with_helper.py": [],
    "0003_enum_in_try_except.py": [inTry],
    "0004_enum_loop_without_helper.py": ["enum-add-without-helper Warning 18:22-18:62"],
    "0005_enum_one_by_one.py": ["enum-add-one-by-one Hint 17:5-19:47"],
    "0006_enum_helper_not_imported.py": ["enum-helper-not-imported Error 16:5-16:24"],
    "0007_enum_helper_not_found.py": ["enum-helper-not-found Error 16:10-16:42"],
    "0008_execute_in_try_except.py": ["execute-in-try-except Error 18:21-18:62"],
    "0009_table_and_column.py": [
      "missing-if-not-exists Warning 18:5-18:20",
      "missing-if-not-exists Warning 24:5-24:18",
      "missing-existence-check Warning 25:5-25:26",
      "missing-if-exists Warning 29:5-29:23",
      "missing-if-exists Warning 30:5-30:19",
      "missing-if-exists Warning 31:5-31:18",
    ],
    "0010_trigger_without_schema.py": ["schema-not-checked Error 25:17-25:109"],
    "0011_no_way_back.py": ["downgrade-missing Warning 20:1-20:25"],
  };
  for (const [name, wanted] of Object.entries(examples)) {
    it(`are where they belong in ${name}`, async () => {
      // The server answers in order: once the bad file has its squiggle, a good one opened before has none to come.
      const { document } = await show(`${versions}/${name}`);
      const bad = await show(`${versions}/0003_enum_in_try_except.py`);
      await untilFindings(bad.document, [inTry]);
      await untilFindings(document, wanted);
    });
  }

  it("follow the text while it is edited", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    const text = document.getText();
    await untilFindings(document, [inTry]);
    await replaceText(document, text.replace("def upgrade()", "\n\ndef upgrade()"));
    await untilFindings(document, [inTry.replaceAll("19:", "21:")]);
    await replaceText(document, text.replace(/ {4}import sqlalchemy[\s\S]*?raise\n/, "    pass\n"));
    await untilFindings(document, []);
    await commands.executeCommand("workbench.action.files.revert");
    await untilFindings(document, [inTry]);
  });

  it("are not shown in a Python file that is no migration", async () => {
    const migration = await show(`${versions}/0003_enum_in_try_except.py`);
    const text = migration.document.getText().replace(/^(down_)?revision.*\n/gm, "");
    const { document } = await showNew("models.py", text);
    const following = migration.document
      .getText()
      .replaceAll("0002_enum_with_helper", "0011_no_way_back")
      .replaceAll("0003_enum_in_try_except", "0012_next");
    const { document: next } = await showNew(`${versions}/0012_next.py`, following);
    await untilFindings(next, [inTry]);
    assert.deepEqual(findingsOf(document), []);
    await commands.executeCommand("workbench.action.closeAllEditors");
    await remove(`${versions}/0012_next.py`);
  });

  it("come back when the language server is restarted", async () => {
    const { document } = await show(`${versions}/0003_enum_in_try_except.py`);
    await untilFindings(document, [inTry]);
    const cleared = untilFindings(document, []);
    // Twice at once, as with an impatient click: each finding is still shown once.
    const restart = () => commands.executeCommand("alembicGuidelines.restartServer");
    await Promise.all([restart(), restart()]);
    await cleared;
    await untilFindings(document, [inTry]);
  });
});
