/** The Emscripten module inside the npm package, which, unlike the package's entry, takes the WASM bytes. */
declare module "libpg-query/wasm/libpg-query.js" {
  export interface LibpgQuery {
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** Gives a pointer to { char *tree; char *stderr; struct { char *message, *function, *file; int line, cursor } *error }. */
    _wasm_parse_query_raw(sql: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_scan(sql: number): number;
    /** Gives a pointer to JSON, or to an error's message. */
    _wasm_parse_plpgsql(sql: number): number;
    _wasm_free_string(text: number): void;
    getValue(pointer: number, type: "i32"): number;
    UTF8ToString(pointer: number): string;
    stringToUTF8(text: string, pointer: number, bytes: number): void;
    lengthBytesUTF8(text: string): number;
  }
  export default function load(options: {
    instantiateWasm(imports: object, receive: (instance: WebAssembly.Instance) => void): object;
  }): Promise<LibpgQuery>;
}

/** The part of the WebAssembly API that is used; TypeScript has it in its DOM library only. */
declare namespace WebAssembly {
  class Module {
    private readonly compiled: true;
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
