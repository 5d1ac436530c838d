import type { Call, Expression } from "../../python/syntax.ts";
import { type Given, givenFor } from "./call-arguments.ts";
import { agreed, knownFlag } from "./known-values.ts";
import type { NameBindings } from "./name-bindings.ts";

/** What the calls of `context.configure` say of the runs that change a database. */
export interface Configurations {
  readonly transactionPerMigration: boolean | null;
  readonly transactionalDdl: boolean | null;
  /** What is given as the connection. */
  readonly connections: readonly Given[];
  /** What is given as the metadata that migrations are compared with. */
  readonly metadata: readonly Given[];
}

/** Reads the calls of `context.configure`; those that only render SQL (`--sql`) count only where there are no others. */
export function readConfigurations(names: NameBindings): Configurations {
  const calls = names.calls.filter(({ callee }) => names.path(callee) === "alembic.context.configure");
  const online = calls.filter((call) => isOnline(call, names));
  const counted = online.length > 0 ? online : calls;
  const flag = (keyword: string, otherwise: boolean) =>
    agreed(
      counted.map((call) => {
        const given = givenFor(keyword, call, names);
        return given === "absent" ? otherwise : given === "unknown" ? null : knownFlag(given, names);
      }),
    );
  return {
    transactionPerMigration: flag("transaction_per_migration", false),
    transactionalDdl: flag("transactional_ddl", true),
    connections: counted.map((call) => connectionOf(call, names)),
    metadata: counted.map((call) => givenFor("target_metadata", call, names)),
  };
}

/** `connection` is the first parameter, too. */
export function connectionOf(call: Call, names: NameBindings): Given {
  const [first] = call.arguments;
  const positional: Expression | null = first?.keyword === null && !first.splat ? first.value : null;
  return positional ?? givenFor("connection", call, names);
}

/** Whether the call configures a run that changes a database: it gives a connection. */
export function isOnline(call: Call, names: NameBindings): boolean {
  const connection = connectionOf(call, names);
  if (connection === "absent") return false;
  return connection !== "unknown" || givenFor("url", call, names) === "unknown";
}
