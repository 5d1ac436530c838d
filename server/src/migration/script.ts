/** A name that a migration imports at module or function level: `from module import name as alias` (`name` null for `import module`). */
export interface ImportedName {
  readonly module: string;
  readonly name: string | null;
  readonly alias: string;
  readonly start: number;
  readonly end: number;
}

/** A migration, read once: what it imports and the operations it carries out. */
export interface MigrationScript {
  readonly source: string;
  readonly imports: readonly ImportedName[];
}
