const defaultTemplate = "%(rev)s_%(slug)s";
const defaultSlugLength = 40;

/** A `file_template` that Python's `%` would refuse, or that we don't read. */
export class FileTemplateError extends Error {
  override readonly name = "FileTemplateError";
}

/**
 * The name of a new revision's file, as Alembic makes it (1.19, `ScriptDirectory._rev_path`).
 * @param template the option `file_template`, null for Alembic's default.
 * @param slugLength the option `truncate_slug_length`, null for Alembic's default.
 * @throws FileTemplateError
 */
export function revisionFileName(
  template: string | null,
  slugLength: number | null,
  revision: string,
  message: string,
  date: Date,
): string {
  const values: Readonly<Record<string, string | number>> = {
    rev: revision,
    slug: slugOf(message, slugLength ?? defaultSlugLength),
    epoch: Math.floor(date.getTime() / 1000),
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
  };
  const name = (template ?? defaultTemplate).replace(
    /%(?:%|\((\w+)\)([-0]?)(\d*)(?:\.(\d+))?([sd])|.?)/g,
    (whole, key: string | undefined, flag: string, width: string, precision: string | undefined, type: string) => {
      if (whole === "%%") return "%";
      const value = key === undefined ? undefined : values[key];
      if (value === undefined || (type === "d" && typeof value === "string")) {
        throw new FileTemplateError(`file_template: "${whole}" makes no name`);
      }
      const text = type === "d" ? String(value).padStart(Number(precision ?? 0), "0") : String(value);
      const size = Number(width || 0);
      return flag === "-" ? text.padEnd(size) : text.padStart(size, flag === "0" && type === "d" ? "0" : " ");
    },
  );
  return `${name}.py`;
}

/** Python's `\w+`, joined; cut at a word's end where it is too long. */
function slugOf(message: string, length: number): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join("_").toLowerCase();
  if (slug.length <= length) return slug;
  const cut = slug.slice(0, length);
  const end = cut.lastIndexOf("_");
  return `${end === -1 ? cut : cut.slice(0, end)}_`;
}
