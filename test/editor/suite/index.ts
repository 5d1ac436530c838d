import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * Runs the test files that EDITOR_TEST_FILES names, inside VS Code; called by it. What passed and failed goes to the JSON file
 * EDITOR_TEST_RESULTS, since the console here is shared with all of VS Code.
 */
export async function run(): Promise<void> {
  const { EDITOR_TEST_FILES: files, EDITOR_TEST_RESULTS: results } = process.env;
  if (!files || !results) throw new Error("EDITOR_TEST_FILES and EDITOR_TEST_RESULTS are not set");
  const { Base } = Mocha.reporters; // silent
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, forbidOnly: true, forbidPending: true, reporter: Base });
  for (const file of files.split(":")) mocha.addFile(file);
  const report: string[] = [];
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => {
        passed++;
        report.push(`  ✓ ${test.fullTitle()} (${test.duration} ms)`);
      })
      .on("fail", (test, error) => report.push(`  ✗ ${test.fullTitle()}`, error.stack ?? String(error)));
  });
  writeFileSync(results, JSON.stringify({ passed, failed, report }));
  if (failed > 0) throw new Error(`${failed} tests failed`);
  if (passed === 0) throw new Error("no test ran");
}
