import { isAbsolute, relative } from "node:path";

/** A file's name as people see it: relative to the working folder where it lies in it, else absolute. */
export function displayName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === "" || fromHere.startsWith("..") || isAbsolute(fromHere) ? path : fromHere;
}
