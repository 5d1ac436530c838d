/** What an exception class named in a handler is. */
export type ExceptionClass =
  | { readonly of: "everything" }
  /** Of SQLAlchemy, which wraps each driver's errors. */
  | { readonly of: "sqlalchemy"; readonly name: string }
  /** Of a driver, seen only below SQLAlchemy. */
  | { readonly of: "driver"; readonly name: string }
  /** Python's own, or the project's. */
  | { readonly of: "python"; readonly name: string };

const broadest = new Set(["Exception", "BaseException", "StandardError"]);
const drivers = ["psycopg2", "psycopg", "asyncpg", "pg8000"];

/** The class above each, as PEP 249 has them; SQLAlchemy's above the driver's. */
const parents: Readonly<Record<string, string>> = {
  StatementError: "SQLAlchemyError",
  DBAPIError: "StatementError",
  InterfaceError: "DBAPIError",
  DatabaseError: "DBAPIError",
  DataError: "DatabaseError",
  OperationalError: "DatabaseError",
  IntegrityError: "DatabaseError",
  InternalError: "DatabaseError",
  ProgrammingError: "DatabaseError",
  NotSupportedError: "DatabaseError",
};
const sqlalchemyErrors = new Set([...Object.keys(parents), ...Object.values(parents)]);
const driverRoots = new Set(["Error", "PostgresError", "DatabaseError"]);
const pythonParents: Readonly<Record<string, string>> = {
  KeyError: "LookupError",
  IndexError: "LookupError",
  NotImplementedError: "RuntimeError",
  RecursionError: "RuntimeError",
  UnicodeError: "ValueError",
};

/** Classifies an exception class by its dotted name, imports resolved and `builtins.` left out. */
export function exceptionClass(path: string): ExceptionClass {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const top = path.split(".")[0] ?? path;
  if (broadest.has(path)) return { of: "everything" };
  if (drivers.includes(top)) return { of: "driver", name };
  if ((top === "sqlalchemy" || path === name) && sqlalchemyErrors.has(name)) return { of: "sqlalchemy", name };
  return { of: "python", name: path };
}

/** The class's own name and those of the classes above it. */
function lineage({ of, name }: Exclude<ExceptionClass, { of: "everything" }>): readonly string[] {
  const line = [name];
  const above = (each: string): string | null => {
    if (of === "python") return pythonParents[each] ?? null;
    if (of === "sqlalchemy" || parents[each] === "DatabaseError") return parents[each] ?? null;
    return driverRoots.has(each) ? null : driverParent(each);
  };
  for (let next = above(name); next !== null; next = above(next)) line.push(next);
  return line;
}

/** psycopg names its classes after the SQLSTATE's conditions, and files them under PEP 249's. */
function driverParent(name: string): string {
  if (/Violation(Error)?$/.test(name)) return "IntegrityError";
  return /^(Duplicate|Undefined|Invalid|Wrong|InsufficientPrivilege|Syntax)/.test(name)
    ? "ProgrammingError"
    : "DatabaseError";
}

/** An exception on its way out. */
export type Exception =
  /** Of a failed statement. */
  | {
      readonly of: "sqlalchemy" | "driver";
      /** `duplicate_object`, and no other. */
      readonly duplicateObject: boolean;
      /** Handlers that it has passed took errors of these classes. */
      readonly not: readonly ExceptionClass[];
    }
  /** Raised in place of it. */
  | { readonly of: "python"; readonly name: string };

/** Whether a handler for `caught` takes an exception. */
export function takes(caught: ExceptionClass, exception: Exception): "always" | "sometimes" | "never" {
  if (caught.of === "everything") return "always";
  if (caught.of !== exception.of) return "never";
  if (exception.of === "python")
    return lineage({ of: "python", name: exception.name }).includes(caught.name) ? "always" : "never";
  const duplicate = exception.of === "driver" ? "DuplicateObject" : "ProgrammingError";
  if (exception.duplicateObject) {
    const line = [
      ...lineage({ of: exception.of, name: duplicate }),
      ...(exception.of === "driver" ? rootsOfDriver : []),
    ];
    return line.includes(caught.name) ? "always" : "never";
  }
  const above = lineage(caught);
  if (exception.not.some((each) => each.of === caught.of && above.includes(each.name))) return "never";
  return driverRoots.has(caught.name) || lineage({ of: "sqlalchemy", name: "DatabaseError" }).includes(caught.name)
    ? "always"
    : "sometimes";
}

const rootsOfDriver = [...driverRoots, "DuplicateObjectError"];
