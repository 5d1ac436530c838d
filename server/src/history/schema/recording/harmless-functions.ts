/** PostgreSQL's own functions that queries of migrations call for a value, or to set a sequence. */
const known: ReadonlySet<string> = new Set(
  `abs array_agg array_append array_cat array_length array_position array_remove array_to_json array_to_string avg bool_and bool_or btrim cardinality ceil
  char_length clock_timestamp coalesce col_description concat concat_ws convert_from convert_to count current_database current_schema
  current_schemas current_setting current_user currval date_part date_trunc decode dense_rank digest encode enum_range enum_first enum_last
  every exists extract first_value floor format format_type gen_random_bytes gen_random_uuid generate_series generate_subscripts has_schema_privilege
  has_table_privilege has_column_privilege inet_server_addr json_agg json_array_elements json_array_elements_text json_array_length json_build_array
  json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object json_object_agg json_object_keys json_populate_record
  json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each
  jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists
  jsonb_path_query jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof lag last_value lead left length
  localtimestamp lower lpad ltrim make_interval max md5 min mod nextval now nullif obj_description octet_length percentile_cont percentile_disc
  position quote_ident quote_literal quote_nullable random rank regexp_match regexp_matches regexp_replace regexp_split_to_array
  regexp_split_to_table repeat replace reverse right round row_number row_to_json rpad rtrim session_user set_config setval sha256
  split_part starts_with statement_timestamp string_agg string_to_array strpos substr substring sum to_char to_date to_hex to_json to_jsonb
  to_number to_regclass to_regnamespace to_regproc to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim trunc txid_current
  unnest upper uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 version width_bucket xmlagg age array_dims array_lower array_upper
  array_prepend array_replace ascii bit_and bit_length bit_or chr cume_dist date justify_days ntile nth_value percent_rank sign sqrt power
  stddev variance timezone timeofday unaccent overlay isfinite initcap greatest least grouping hashtext crypt gen_salt similarity`.split(
    /\s+/,
  ),
);

/** True for a function of PostgreSQL that leaves the schema alone, by the parts of its name. */
export function isHarmless(name: readonly string[]): boolean {
  const own = name.at(-1) ?? "";
  if (name.length > 1) return name[0] === "pg_catalog" || name[0] === "information_schema";
  return own.startsWith("pg_") || known.has(own);
}
