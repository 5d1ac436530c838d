import type { PlpgsqlStatement } from "../../sql/plpgsql.ts";

/** The variables that these statements may assign. */
export function assignedIn(statements: readonly PlpgsqlStatement[]): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    switch (statement.kind) {
      case "assign":
        return statement.variable === null ? [] : [statement.variable];
      case "sql":
        return ["found", ...(statement.into ?? [])];
      case "perform":
        return ["found"];
      case "block":
        return assignedIn([...statement.body, ...statement.handlers.flatMap(({ body }) => body)]);
      case "if":
        return assignedIn([...statement.branches.flatMap(({ body }) => body), ...statement.otherwise]);
      case "loop":
        return [...(statement.variable === null ? [] : [statement.variable]), ...assignedIn(statement.body)];
      default:
        return [];
    }
  });
}

/** Nothing after these statements is reached. */
export function leaves(statements: readonly PlpgsqlStatement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === "leave") return true;
    if (statement.kind === "block")
      return leaves(statement.body) && statement.handlers.every(({ body }) => leaves(body));
    return (
      statement.kind === "if" && statement.branches.every(({ body }) => leaves(body)) && leaves(statement.otherwise)
    );
  });
}
