import type { Reference } from "./references.ts";

/**
 * Names that stand for an extension's objects wherever they are used, by extension (its `pg_depend`, of PostgreSQL 15; PostGIS and pgvector by
 * their manuals). Names that a project may well give to functions of its own are left out, as `encrypt`, `delete` and `sort`; so are those that
 * have moved into PostgreSQL: `gen_random_uuid`, `digest`'s `sha256`.
 */
const members: Readonly<Record<string, { readonly [kind in Reference["kind"]]?: string }>> = {
  "uuid-ossp": {
    function:
      "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_url",
  },
  pgcrypto: {
    function:
      "crypt gen_salt gen_random_bytes digest hmac armor dearmor pgp_sym_encrypt pgp_sym_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_key_id",
  },
  citext: { type: "citext", "operator class": "citext_ops citext_pattern_ops" },
  hstore: {
    type: "hstore",
    function: "hstore hstore_to_json hstore_to_jsonb hstore_to_array hstore_to_matrix akeys avals skeys svals",
    "operator class": "btree_hstore_ops gin_hstore_ops gist_hstore_ops hash_hstore_ops",
  },
  ltree: {
    type: "ltree lquery ltxtquery",
    function: "text2ltree ltree2text nlevel subltree subpath",
    "operator class": "ltree_ops gist_ltree_ops gist__ltree_ops",
  },
  pg_trgm: {
    function: "similarity word_similarity strict_word_similarity show_trgm",
    "operator class": "gin_trgm_ops gist_trgm_ops",
  },
  unaccent: { function: "unaccent" },
  fuzzystrmatch: { function: "levenshtein levenshtein_less_equal soundex metaphone dmetaphone" },
  tablefunc: { function: "crosstab crosstab2 crosstab3 crosstab4 connectby" },
  cube: { type: "cube", "operator class": "cube_ops gist_cube_ops" },
  intarray: { type: "query_int", "operator class": "gin__int_ops gist__int_ops gist__intbig_ops" },
  btree_gist: {
    "operator class":
      "gist_bool_ops gist_bpchar_ops gist_date_ops gist_enum_ops gist_float4_ops gist_float8_ops gist_int2_ops gist_int4_ops gist_int8_ops gist_interval_ops gist_numeric_ops gist_text_ops gist_time_ops gist_timestamp_ops gist_timestamptz_ops gist_uuid_ops",
  },
  vector: {
    type: "vector halfvec sparsevec",
    "operator class":
      "vector_l2_ops vector_ip_ops vector_cosine_ops vector_l1_ops halfvec_l2_ops halfvec_ip_ops halfvec_cosine_ops",
    "access method": "hnsw ivfflat",
  },
  postgis: {
    type: "geometry geography",
    function:
      "st_makepoint st_setsrid st_geomfromtext st_geogfromtext st_geomfromgeojson st_transform st_astext st_asgeojson st_distance st_intersects st_contains st_within st_dwithin st_buffer st_area st_multi st_makevalid",
  },
};

/** Extensions that can't be there without another one. */
const including: Readonly<Record<string, readonly string[]>> = {
  cube: ["earthdistance"],
  postgis: ["postgis_topology", "postgis_raster", "postgis_sfcgal", "postgis_tiger_geocoder"],
  vector: ["vectorscale", "vchord"],
};

const extensions: ReadonlyMap<string, string> = new Map(
  Object.entries(members).flatMap(([extension, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      names.split(" ").map((name): [string, string] => [`${kind} ${name}`, extension]),
    ),
  ),
);

/** The extension that what is referred to belongs to; null where that is none, or can't be known. */
export function extensionOf({ kind, schema, name }: Reference): string | null {
  // Elsewhere it may be the project's own.
  if (schema !== null && schema !== "public" && schema !== "extensions") return null;
  return extensions.get(`${kind} ${name}`) ?? null;
}

/** The extension itself, and those that bring it. */
export function bringing(extension: string): readonly string[] {
  return [extension, ...(including[extension] ?? [])];
}

/** Whether a default's SQL calls a function of the extension. */
export function callsInto(extension: string, sql: string): boolean {
  const functions = members[extension]?.function?.split(" ") ?? [];
  return functions.some((name) => new RegExp(`\\b${name}\\s*\\(`, "i").test(sql));
}
