/** The tests that a point asks for: only a run on a database proves them. */
export const tests = ["fresh database", "existing changes"] as const;
export type Test = (typeof tests)[number];

/** A point of the guideline's "Checklist Before Committing Migration". */
export interface ChecklistPoint {
  readonly id: PointId;
  /** As the guideline words it. */
  readonly title: string;
  /** What proves it, where reading the migration does not. */
  readonly test: Test | null;
  /** The rules that find what keeps it from holding, or what its test would fail of. */
  readonly rules: readonly string[];
}

export const pointIds = [
  "enum-helper",
  "schemas-checked",
  "if-exists",
  "already-exists",
  "fresh-database",
  "existing-changes",
  "no-hard-dependencies",
  "repeatable",
] as const;
export type PointId = (typeof pointIds)[number];

/** In the guideline's order. A rule may speak for several. */
export const checklistPoints: readonly ChecklistPoint[] = [
  {
    id: "enum-helper",
    title: "Uses safe_add_enum_value for enum additions",
    test: null,
    rules: ["enum-add-in-try-except", "enum-add-without-helper", "enum-helper-not-found", "enum-helper-not-imported"],
  },
  {
    id: "schemas-checked",
    title: "Checks schema existence before using schemas",
    test: null,
    rules: ["schema-not-checked"],
  },
  {
    id: "if-exists",
    title: "Uses IF NOT EXISTS / IF EXISTS where possible",
    test: null,
    rules: ["if-exists-unsupported", "missing-if-exists", "missing-if-not-exists"],
  },
  {
    id: "already-exists",
    title: 'Handles "already exists" errors gracefully',
    test: null,
    rules: [
      "enum-add-in-try-except",
      "enum-type-created-unchecked",
      "enum-type-recreated",
      "execute-in-try-except",
      "missing-existence-check",
      "missing-or-replace",
    ],
  },
  {
    id: "fresh-database",
    title: "Tested on fresh database",
    test: "fresh database",
    rules: [
      "colon-in-sql",
      "concurrently-in-transaction",
      "constraint-name-missing",
      "enum-type-not-created",
      "enum-type-recreated",
      "enum-value-removed",
      "enum-value-used-before-commit",
      "revision-cycle",
      "revision-duplicate",
      "revision-id-too-long",
      "revision-multiple-heads",
      "revision-parent-missing",
      "sql-syntax-error",
      "using-missing",
    ],
  },
  {
    id: "existing-changes",
    title: "Tested on database with existing changes (idempotency)",
    test: "existing changes",
    // What a second run does is said by the last point; this one fails of the rows that such a database has.
    rules: ["not-null-without-server-default"],
  },
  {
    id: "no-hard-dependencies",
    title: "No hard dependencies on optional schemas/objects",
    test: null,
    rules: ["enum-type-not-created", "extension-not-checked", "schema-not-checked"],
  },
  {
    id: "repeatable",
    title: "Migration can run multiple times safely",
    test: null,
    rules: [
      "autocommit-after-changes",
      "column-type-not-checked",
      "enum-add-in-try-except",
      "enum-add-without-helper",
      "enum-type-created-unchecked",
      "enum-type-left-behind",
      "if-exists-unsupported",
      "insert-not-idempotent",
      "manual-transaction-control",
      "missing-existence-check",
      "missing-if-exists",
      "missing-if-not-exists",
      "missing-or-replace",
    ],
  },
];

/** The rules that speak for none of the points, and why. */
export const rulesOfNoPoint: Readonly<Record<string, string>> = {
  "downgrade-incomplete": "the checklist does not ask for a way back",
  "downgrade-missing": "the checklist does not ask for a way back",
  "enum-add-one-by-one": "the helper is used",
  "revision-header-mismatch": "a docstring, which nothing reads",
  "sql-not-analyzed": "about the linter; the last point names what could not be read",
  "unused-suppression": "about the linter",
};
