/** Whose template a new migration is made from: the project's `script.py.mako`, or the guideline's. */
export const templates = ["project", "guideline"] as const;
export type MigrationTemplate = (typeof templates)[number];
