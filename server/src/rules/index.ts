import { autocommitAfterChanges } from "./autocommit-after-changes.ts";
import { concurrentlyInTransaction } from "./concurrently-in-transaction.ts";
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
import { manualTransactionControl } from "./manual-transaction-control.ts";
import { revisionCycle } from "./revision-cycle.ts";
import { revisionDuplicate } from "./revision-duplicate.ts";
import { revisionHeaderMismatch } from "./revision-header-mismatch.ts";
import { revisionIdTooLong } from "./revision-id-too-long.ts";
import { revisionMultipleHeads } from "./revision-multiple-heads.ts";
import { revisionParentMissing } from "./revision-parent-missing.ts";
import type { Rule } from "./rule.ts";
import { sqlNotAnalyzed } from "./sql-not-analyzed.ts";
import { unusedSuppression } from "./unused-suppression.ts";

/** Every rule there is, sorted by name. */
export const rules: readonly Rule[] = [
  autocommitAfterChanges,
  concurrentlyInTransaction,
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
  manualTransactionControl,
  revisionCycle,
  revisionDuplicate,
  revisionHeaderMismatch,
  revisionIdTooLong,
  revisionMultipleHeads,
  revisionParentMissing,
  sqlNotAnalyzed,
  unusedSuppression,
];
