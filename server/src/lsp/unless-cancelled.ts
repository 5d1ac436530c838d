import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";

/** An answer that the client no longer wants is not sent. @throws ResponseError when `token` is cancelled in the meantime. */
export async function unlessCancelled<Answer>(answer: Promise<Answer>, token: CancellationToken): Promise<Answer> {
  const result = await answer;
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  return result;
}
