import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How many hidden classes V8 has for these objects: as many as objects where they are made by adding to copies, which take three times the room. */
export function hiddenClasses(objects: readonly object[]): number {
  setFlagsFromString("--allow-natives-syntax");
  const isSame: unknown = runInNewContext("(a, b) => %HaveSameMap(a, b)");
  if (typeof isSame !== "function") throw new Error("no natives");
  const different: object[] = [];
  for (const object of objects) if (!different.some((other) => isSame(object, other) === true)) different.push(object);
  return different.length;
}

/** Has V8 look for garbage. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
