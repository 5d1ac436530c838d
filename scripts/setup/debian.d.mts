/** Makes sure that Debian packages are installed; throws an Error of one line where they can't be. */
export function ensureDebianPackages(names: readonly string[]): void;
