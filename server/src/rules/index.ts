import { enumAddInTryExcept } from "./enum-add-in-try-except.ts";
import { enumAddOneByOne } from "./enum-add-one-by-one.ts";
import { enumAddWithoutHelper } from "./enum-add-without-helper.ts";
import { enumHelperNotFound } from "./enum-helper-not-found.ts";
import { enumHelperNotImported } from "./enum-helper-not-imported.ts";
import { enumValueRemoved } from "./enum-value-removed.ts";
import { executeInTryExcept } from "./execute-in-try-except.ts";
import type { Rule } from "./rule.ts";
import { unusedSuppression } from "./unused-suppression.ts";

/** Every rule there is, sorted by name. */
export const rules: readonly Rule[] = [
  enumAddInTryExcept,
  enumAddOneByOne,
  enumAddWithoutHelper,
  enumHelperNotFound,
  enumHelperNotImported,
  enumValueRemoved,
  executeInTryExcept,
  unusedSuppression,
];
