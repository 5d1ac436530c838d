import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";

/** Why a command can't be carried out. @param sentence for the user: what is wrong, and what to do. */
export function failed(sentence: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, sentence);
}
