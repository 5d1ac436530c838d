// A folder that nobody has said to trust: nothing of it is executed, and it is checked all the same.

/** @type {import("../act.mjs").Scene} */
export const restricted = {
  untrusted: true,
  steps: ({ editor }) => ({
    "opens a folder in Restricted Mode, and sees a squiggle": async () => {
      const { page } = editor;
      await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
      await editor.openFile("0003_enum_in_try_except.py");
      await editor.squiggle.waitFor();
      await editor.picture("restricted");
    },
  }),
};
