import { type ChildProcess } from "node:child_process";
/** A process of the language server, and why it has ended. */
export declare class ServerProcess {
  #private;
  readonly process: ChildProcess;
  /** @param module the path of the server's program. It runs with the Node that VS Code brings. */
  constructor(module: string);
  /** Why it has ended, in a few words, once it has. */
  ended(): Promise<string>;
}
