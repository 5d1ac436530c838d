/** What a database holds as far as migrations tell. Immutable. */
export class Schema {
  /** A database that no migration has run on. */
  static readonly empty = new Schema();
  /** A database of which nothing is known. */
  static readonly unknown = new Schema();
}
