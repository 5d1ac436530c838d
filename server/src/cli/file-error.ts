/** What went wrong with one file, as one line without its name. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code !== null && code in systemProblems) return systemProblems[code] ?? code;
  const [line = error.name] = error.message.split("\n");
  return line;
}

const systemProblems: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the disk",
  EISDIR: "is a folder",
  ENOENT: "no such file or folder",
  ENOTDIR: "no such file or folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead round in a circle",
};
