/** The functions of the guideline's enum helper. */
export const helperFunctions = { one: "safe_add_enum_value", several: "safe_add_multiple_enum_values" } as const;

/** True for the name of one of the helper's functions. */
export function isHelperFunction(name: string): boolean {
  return name === helperFunctions.one || name === helperFunctions.several;
}

/** Its positional parameters, by the names that the guideline gives them. */
export function helperParameters(name: string): readonly string[] {
  return ["enum_name", name === helperFunctions.one ? "value" : "values"];
}
