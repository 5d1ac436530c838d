/** The call or the settings are wrong; the message is one line. The process ends with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
