/** A file in the syntax of Python's `configparser`, as `alembic.ini` is. */
export type IniFile = readonly IniSection[];

export interface IniSection {
  readonly name: string;
  /** The line of its header, counted from 0. */
  readonly line: number;
  readonly options: readonly IniOption[];
}

export interface IniOption {
  /** In lower case: the case of names makes no difference. */
  readonly name: string;
  /** As written, without interpolation; lines of a value of several lines are joined by line feeds. */
  readonly value: string;
  /** The last line of its value, counted from 0. */
  readonly lastLine: number;
}

interface OpenOption {
  readonly name: string;
  readonly indent: number;
  value: string;
  lastLine: number;
}

/** Reads the text of an ini file. Lines that make no sense are skipped. */
export function readIni(text: string): IniFile {
  const sections: { name: string; line: number; options: OpenOption[] }[] = [];
  let option: OpenOption | null = null;
  for (const [line, content] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = content.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
    const indent = content.length - content.trimStart().length;
    if (option !== null && indent > option.indent) {
      option.value = option.value === "" ? trimmed : `${option.value}\n${trimmed}`;
      option.lastLine = line;
      continue;
    }
    const header = /^\[([^\]]+)\]/.exec(trimmed);
    if (header !== null) {
      sections.push({ name: header[1] ?? "", line, options: [] });
      option = null;
      continue;
    }
    const [, name, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(trimmed) ?? [];
    if (name === undefined || value === undefined) continue;
    option = { name: name.toLowerCase(), indent, value, lastLine: line };
    sections.at(-1)?.options.push(option);
  }
  return sections;
}

/** The option of a section, or of `[DEFAULT]` where the section has none. */
export function findOption(file: IniFile, section: string, name: string): IniOption | null {
  for (const wanted of [section, "DEFAULT"]) {
    const options = file.filter((candidate) => candidate.name === wanted).flatMap((candidate) => candidate.options);
    const option = options.findLast((candidate) => candidate.name === name);
    if (option !== undefined) return option;
  }
  return null;
}

/**
 * The value of an option with `%(name)s` filled in from the section, and `%(here)s` from `here`.
 * @returns null when there is no such option, or its value names what isn't there.
 */
export function optionValue(file: IniFile, section: string, name: string, here: string): string | null {
  const fill = (value: string, depth: number): string | null => {
    let known = depth < 10;
    const filled = value.replace(/%(?:%|\(([^)]+)\)s)/g, (whole, variable: string | undefined) => {
      if (whole === "%%") return "%";
      if (variable === "here") return here;
      const option = findOption(file, section, variable?.toLowerCase() ?? "");
      const inner = option === null || !known ? null : fill(option.value, depth + 1);
      if (inner === null) known = false;
      return inner ?? "";
    });
    return known ? filled : null;
  };
  const option = findOption(file, section, name);
  return option === null ? null : fill(option.value, 0);
}
