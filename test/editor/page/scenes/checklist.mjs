// What a person does with the guideline's checklist: opens it from above `upgrade`, goes to what fails, and mends it.

/** @type {import("../act.mjs").Scene} */
export const checklist = {
  steps: ({ editor }) => {
    const { page } = editor;
    const lens = (hold) => page.locator(".codelens-decoration a", { hasText: `Checklist: ${hold}` });
    const point = (state) =>
      page.getByRole("treeitem", { name: `Checks schema existence before using schemas: ${state}` });
    return {
      "opens the checklist from above upgrade": async () => {
        await editor.openFile("0010_trigger_without_schema.py");
        await lens("4 of 8 hold, 2 fail, 2 not yet tested").click();
        await point("fails, 1 finding").waitFor();
        await editor.picture("checklist");
      },
      "goes from a finding below a point to its place": async () => {
        await page.getByRole("treeitem", { name: "Schema auth is used here" }).first().click();
        await page.locator(".statusbar-item", { hasText: "Ln 25, Col" }).waitFor();
      },
      "sees the points tick as the migration is mended": async () => {
        await editor.goToLine(25, 1);
        await editor.typeAsWritten(["    return", ""]);
        await point("holds, uses no schema that could be missing").waitFor();
        await lens("6 of 8 hold, 2 not yet tested").waitFor();
        await editor.picture("checklist-mended");
      },
    };
  },
};
