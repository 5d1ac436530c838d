import type { Value } from "../../python/value.ts";
import { calledName, isFrom } from "../host-value.ts";

/** Types of an extension that packages give SQLAlchemy, by the package and the name of the class (their sources: `get_col_spec`). */
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pgvector: { Vector: "vector", VECTOR: "vector", HALFVEC: "halfvec", SPARSEVEC: "sparsevec" },
  geoalchemy2: { Geometry: "geometry", Geography: "geography", Raster: "raster" },
  sqlalchemy_utils: { LtreeType: "ltree" },
  citext: { CIText: "citext" },
};

/** PostgreSQL's name of the type that a class of a known package stands for; null for any other. */
export function packagedType(value: Value): string | null {
  for (const [name, classes] of Object.entries(types)) {
    if (isFrom(value, name)) return classes[calledName(value) ?? ""] ?? null;
  }
  return null;
}
