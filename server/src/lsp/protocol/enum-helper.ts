import { isListOf, isRecord, isString } from "./guards.ts";

/** Gives the Alembic environments below the open folders, as `HelperPlace`s. */
export const enumHelperPlacesCommand = "alembic-guidelines.enumHelperPlaces";
/** Takes the id of an environment, or nothing where there is only one; creates its enum helper; gives a `CreatedHelper`. */
export const createEnumHelperCommand = "alembic-guidelines.createEnumHelper";

export interface HelperPlace {
  /** The environment's. */
  readonly id: string;
  /** Its folder, from the open folder that it lies in. */
  readonly label: string;
}

export interface CreatedHelper {
  /** False when it was there already. */
  readonly isNew: boolean;
  /** By which migrations import it. */
  readonly module: string;
  readonly uri: string;
  /** The URIs of the files that were created or changed for it, to be saved. */
  readonly changed: readonly string[];
}

export function isHelperPlaces(value: unknown): value is readonly HelperPlace[] {
  return isListOf(value, (each): each is HelperPlace => isRecord(each) && isString(each.id) && isString(each.label));
}

export function isCreatedHelper(value: unknown): value is CreatedHelper {
  if (!isRecord(value)) return false;
  const { isNew, module, uri, changed } = value;
  return typeof isNew === "boolean" && isString(module) && isString(uri) && isListOf(changed, isString);
}
