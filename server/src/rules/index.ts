import { autocommitAfterChanges } from "./autocommit-after-changes.ts";
import { colonInSql } from "./colon-in-sql.ts";
import { columnTypeNotChecked } from "./column-type-not-checked.ts";
import { concurrentlyInTransaction } from "./concurrently-in-transaction.ts";
import { constraintNameMissing } from "./constraint-name-missing.ts";
import { downgradeIncomplete } from "./downgrade-incomplete.ts";
import { downgradeMissing } from "./downgrade-missing.ts";
import { enumAddInTryExcept } from "./enum-add-in-try-except.ts";
import { enumAddOneByOne } from "./enum-add-one-by-one.ts";
import { enumAddWithoutHelper } from "./enum-add-without-helper.ts";
import { enumHelperNotFound } from "./enum-helper-not-found.ts";
import { enumHelperNotImported } from "./enum-helper-not-imported.ts";
import { enumTypeCreatedUnchecked } from "./enum-type-created-unchecked.ts";
import { enumTypeLeftBehind } from "./enum-type-left-behind.ts";
import { enumTypeNotCreated } from "./enum-type-not-created.ts";
import { enumTypeRecreated } from "./enum-type-recreated.ts";
import { enumValueRemoved } from "./enum-value-removed.ts";
import { enumValueUsedBeforeCommit } from "./enum-value-used-before-commit.ts";
import { executeInTryExcept } from "./execute-in-try-except.ts";
import { extensionNotChecked } from "./extension-not-checked.ts";
import { ifExistsUnsupported } from "./if-exists-unsupported.ts";
import { insertNotIdempotent } from "./insert-not-idempotent.ts";
import { manualTransactionControl } from "./manual-transaction-control.ts";
import { missingExistenceCheck } from "./missing-existence-check.ts";
import { missingIfExists } from "./missing-if-exists.ts";
import { missingIfNotExists } from "./missing-if-not-exists.ts";
import { missingOrReplace } from "./missing-or-replace.ts";
import { notNullWithoutServerDefault } from "./not-null-without-server-default.ts";
import { revisionCycle } from "./revision-cycle.ts";
import { revisionDuplicate } from "./revision-duplicate.ts";
import { revisionHeaderMismatch } from "./revision-header-mismatch.ts";
import { revisionIdTooLong } from "./revision-id-too-long.ts";
import { revisionMultipleHeads } from "./revision-multiple-heads.ts";
import { revisionParentMissing } from "./revision-parent-missing.ts";
import type { Rule } from "./rule.ts";
import { schemaNotChecked } from "./schema-not-checked.ts";
import { sqlNotAnalyzed } from "./sql-not-analyzed.ts";
import { sqlSyntaxError } from "./sql-syntax-error.ts";
import { unusedSuppression } from "./unused-suppression.ts";
import { usingMissing } from "./using-missing.ts";

/** Every rule there is, sorted by name. */
export const rules: readonly Rule[] = [
  autocommitAfterChanges,
  colonInSql,
  columnTypeNotChecked,
  concurrentlyInTransaction,
  constraintNameMissing,
  downgradeIncomplete,
  downgradeMissing,
  enumAddInTryExcept,
  enumAddOneByOne,
  enumAddWithoutHelper,
  enumHelperNotFound,
  enumHelperNotImported,
  enumTypeCreatedUnchecked,
  enumTypeLeftBehind,
  enumTypeNotCreated,
  enumTypeRecreated,
  enumValueRemoved,
  enumValueUsedBeforeCommit,
  executeInTryExcept,
  extensionNotChecked,
  ifExistsUnsupported,
  insertNotIdempotent,
  manualTransactionControl,
  missingExistenceCheck,
  missingIfExists,
  missingIfNotExists,
  missingOrReplace,
  notNullWithoutServerDefault,
  revisionCycle,
  revisionDuplicate,
  revisionHeaderMismatch,
  revisionIdTooLong,
  revisionMultipleHeads,
  revisionParentMissing,
  schemaNotChecked,
  sqlNotAnalyzed,
  sqlSyntaxError,
  unusedSuppression,
  usingMissing,
];
