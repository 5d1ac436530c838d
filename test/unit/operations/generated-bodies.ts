import fc from "fast-check";

/** A statement of a body that uses the names `t`, `c` and `v`. */
export type Step =
  | { readonly kind: "operation"; readonly form: number }
  /** What follows is skipped when the condition is true. */
  | { readonly kind: "unless"; readonly condition: number; readonly rest: readonly Step[] }
  | {
      readonly kind: "if";
      readonly condition: number;
      readonly body: readonly Step[];
      readonly otherwise: readonly Step[];
    }
  | { readonly kind: "with"; readonly manager: number; readonly body: readonly Step[] }
  | { readonly kind: "try"; readonly body: readonly Step[]; readonly handler: readonly Step[] };

export interface Names {
  readonly t: string;
  readonly c: string;
  readonly v: string;
}

/** How a body is written: how its names appear, as arguments and within f-strings, and how it is left early. */
interface Writing {
  readonly argument: (name: keyof Names) => string;
  readonly within: (name: keyof Names) => string;
  /** Null: what follows is nested instead. */
  readonly leave: "continue" | "return" | null;
}

type Form = (writing: Writing) => string;

const operations: readonly Form[] = [
  ({ argument }) => `op.drop_table(${argument("t")})`,
  ({ argument }) => `op.create_table(${argument("t")}, sa.Column(${argument("c")}, sa.Integer(), nullable=False))`,
  ({ argument }) =>
    `op.add_column(${argument("t")}, sa.Column(${argument("c")}, sa.String(20), server_default=${argument("v")}))`,
  ({ argument, within }) =>
    `op.create_index(f"ix_${within("t")}_${within("c")}", ${argument("t")}, [${argument("c")}])`,
  ({ argument }) => `op.rename_table(${argument("t")}, ${argument("t")} + "_old")`,
  ({ within }) => `op.execute(f"ALTER TYPE ${within("t")} ADD VALUE '${within("v")}'")`,
  ({ within }) => `op.execute(f"DROP TABLE ${within("t")}; ALTER TABLE ${within("t")} DROP COLUMN ${within("c")}")`,
  ({ within }) => `bind.execute(sa.text(f"UPDATE ${within("t")} SET ${within("c")} = '${within("v")}'"))`,
  ({ argument }) => `op.execute("ALTER TYPE " + ${argument("t")} + " ADD VALUE '%s'" % ${argument("v")})`,
  ({ argument }) => `sa.Enum(${argument("v")}, name=${argument("t")}).create(op.get_bind(), checkfirst=True)`,
  () => 'op.execute("COMMIT")',
  () => 'op.execute("BEGIN")',
  () => 'op.execute("SAVEPOINT s")',
  () => 'op.execute("RELEASE SAVEPOINT s")',
  ({ argument }) => `batch(${argument("t")}, ${argument("c")})`,
];

const conditions: readonly Form[] = [
  ({ argument }) => `sa.inspect(op.get_bind()).has_table(${argument("t")})`,
  ({ argument }) => `${argument("c")} in [x["name"] for x in insp.get_columns(${argument("t")})]`,
  ({ argument }) => `any(x["name"] == ${argument("c")} for x in insp.get_indexes(${argument("t")}))`,
  ({ within }) => `op.get_bind().execute(sa.text(f"SELECT 1 FROM pg_type WHERE typname = '${within("t")}'")).scalar()`,
  ({ argument }) => `bind.scalar(sa.text("SELECT to_regclass(:n)"), {"n": ${argument("t")}}) is not None`,
  ({ argument }) => `settings.force or insp.has_table(${argument("t")})`,
  () => "settings.force",
  ({ argument }) => `${argument("v")} == "b"`,
];

const managers = [
  "op.get_context().autocommit_block()",
  "op.get_bind().begin_nested()",
  "contextlib.suppress(Exception)",
] as const;

const index = (list: readonly unknown[]) => fc.nat({ max: list.length - 1 });

const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 3, depthIdentifier: "body" }),
  step: fc.oneof(
    { depthIdentifier: "body", maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("operation" as const), form: index(operations) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("unless" as const), condition: index(conditions), rest: tie("steps") }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("if" as const),
        condition: index(conditions),
        body: tie("steps"),
        otherwise: tie("steps"),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("with" as const), manager: index(managers), body: tie("steps") }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("try" as const), body: tie("steps"), handler: tie("steps") }),
    },
  ),
}));

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);

export const bodies: fc.Arbitrary<readonly Step[]> = steps;
export const names: fc.Arbitrary<Names> = fc.record({ t: name, c: name, v: fc.oneof(name, fc.constant("b")) });

function lines(steps: readonly Step[], writing: Writing): readonly string[] {
  const [step, ...after] = steps;
  if (step === undefined) return [];
  const inner = (block: readonly Step[]) => lines(block, writing).map((line) => `    ${line}`);
  const condition = (at: number) => conditions[at]?.(writing) ?? "True";
  switch (step.kind) {
    case "operation":
      return [operations[step.form]?.(writing) ?? "pass", ...lines(after, writing)];
    case "unless": {
      // Only the end of a body can be left out by leaving it.
      if (writing.leave === null) return [`if not (${condition(step.condition)}):`, ...inner(step.rest)];
      return [`if ${condition(step.condition)}:`, `    ${writing.leave}`, ...lines(step.rest, writing)];
    }
    case "if":
      return [
        `if ${condition(step.condition)}:`,
        ...inner(step.body),
        "else:",
        ...inner(step.otherwise),
        ...lines(after, writing),
      ];
    case "with":
      return [`with ${managers[step.manager]}:`, ...inner(step.body), ...lines(after, writing)];
    case "try":
      return ["try:", ...inner(step.body), "except Exception:", ...inner(step.handler), ...lines(after, writing)];
  }
}

/** Leaving early is only the same as nesting where nothing follows: elsewhere it is taken out. */
function withoutInnerExits(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(withoutExits);
}

function withoutExits(step: Step): readonly Step[] {
  switch (step.kind) {
    case "operation":
      return [step];
    case "unless":
      return withoutInnerExits(step.rest);
    case "if":
      return [{ ...step, body: withoutInnerExits(step.body), otherwise: withoutInnerExits(step.otherwise) }];
    case "with":
      return [{ ...step, body: withoutInnerExits(step.body) }];
    case "try":
      return [{ ...step, body: withoutInnerExits(step.body), handler: withoutInnerExits(step.handler) }];
  }
}

/** A body in which only its own end is ever skipped. */
export function leavingAtTheTop(steps: readonly Step[]): readonly Step[] {
  const [step, ...after] = steps;
  if (step === undefined) return [];
  if (step.kind === "unless") return [{ ...step, rest: leavingAtTheTop(step.rest) }];
  return [...withoutInnerExits([step]), ...leavingAtTheTop(after)];
}

/** The lines of a body whose names are variables. */
export function withVariables(steps: readonly Step[], leave: Writing["leave"]): readonly string[] {
  return lines(steps, { argument: (each) => each, within: (each) => `{${each}}`, leave });
}

/** The lines of a body whose names are written out. */
export function writtenOut(steps: readonly Step[], given: Names): readonly string[] {
  return lines(steps, { argument: (each) => `"${given[each]}"`, within: (each) => given[each], leave: null });
}
