/** Most Python files of a project are told apart from its migrations without being decoded. */
export function mayBeMigration(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes("down_revision") || buffer.includes("upgrade");
}
