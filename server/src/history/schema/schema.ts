/** What a database holds as far as migrations tell. Immutable. */
export class Schema {
  static readonly empty = new Schema();
}
