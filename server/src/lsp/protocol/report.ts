/**
 * Gives a Markdown document: the settings that count, what is known around the migrations, and where each comes from. Takes the URI of a
 * migration, or null for all environments, and the versions of the client's side by name.
 */
export const reportCommand = "alembic-guidelines.report";
