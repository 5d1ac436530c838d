/** A range of the source: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type StringPart =
  /** `verbatim`: every unit of `value` stands in the source as it is, from `start` on. Else `value` comes from an escape. */
  | {
      readonly kind: "text";
      readonly value: string;
      readonly start: number;
      readonly end: number;
      readonly verbatim: boolean;
    }
  /** `plain`: neither conversion nor format specifier. */
  | {
      readonly kind: "interpolation";
      readonly expression: Expression;
      readonly plain: boolean;
      readonly start: number;
      readonly end: number;
    };

export interface Name extends Span {
  readonly kind: "name";
  readonly id: string;
}
export interface Attribute extends Span {
  readonly kind: "attribute";
  readonly object: Expression;
  readonly name: string;
}
export interface Argument extends Span {
  /** Null for a positional argument. */
  readonly keyword: string | null;
  /** `*x` or `**x`. */
  readonly splat: boolean;
  readonly value: Expression;
}
export interface Call extends Span {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}
export interface StringLiteral extends Span {
  readonly kind: "string";
  readonly parts: readonly StringPart[];
}
export interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: number;
}
export interface Constant extends Span {
  readonly kind: "constant";
  readonly value: true | false | null;
}
export interface Sequence extends Span {
  readonly kind: "sequence";
  readonly type: "list" | "tuple" | "set";
  readonly items: readonly Expression[];
}
export interface Splat extends Span {
  readonly kind: "splat";
  readonly value: Expression;
}
export interface Dictionary extends Span {
  readonly kind: "dictionary";
  /** Key null for `**mapping`. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}
export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Not extends Span {
  readonly kind: "not";
  readonly operand: Expression;
}
export interface Comparison extends Span {
  readonly kind: "comparison";
  readonly operands: readonly Expression[];
  readonly operators: readonly string[];
}
export interface Conditional extends Span {
  readonly kind: "conditional";
  readonly body: Expression;
  readonly test: Expression;
  readonly otherwise: Expression;
}
export interface Subscript extends Span {
  readonly kind: "subscript";
  readonly object: Expression;
  readonly index: Expression;
}
export interface NamedExpression extends Span {
  readonly kind: "named";
  readonly name: Name;
  readonly value: Expression;
}
export interface Comprehension extends Span {
  readonly kind: "comprehension";
  /** Of a dictionary: the key. */
  readonly element: Expression;
  /** Of a dictionary; else null. */
  readonly value: Expression | null;
  readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression }[];
  readonly conditions: readonly Expression[];
}
/** Any other expression; only what stands inside it matters. */
export interface OtherExpression extends Span {
  readonly kind: "other";
  readonly children: readonly Expression[];
}

export type Expression =
  | Name
  | Attribute
  | Call
  | StringLiteral
  | NumberLiteral
  | Constant
  | Sequence
  | Splat
  | Dictionary
  | Binary
  | Not
  | Comparison
  | Conditional
  | Subscript
  | NamedExpression
  | Comprehension
  | OtherExpression;

export interface Parameter {
  readonly name: string;
  readonly default: Expression | null;
  readonly form: "plain" | "keyword-only" | "star" | "double-star";
}
export interface FunctionDefinition extends Span {
  readonly kind: "function";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}
export interface ClassDefinition extends Span {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
}
export interface ImportedSymbol extends Span {
  /** The dotted name after `import`, or the name after `from … import`. */
  readonly name: string;
  readonly alias: string | null;
}
export interface Import extends Span {
  readonly kind: "import";
  /** Null for `import a.b`; with leading dots for a relative import. */
  readonly module: (Span & { readonly name: string }) | null;
  readonly symbols: readonly ImportedSymbol[];
  /** `from module import *` */
  readonly star: boolean;
}
export interface Assignment extends Span {
  readonly kind: "assignment";
  readonly targets: readonly Expression[];
  /** `+=` gives its operator without `=`; null for a plain one. */
  readonly operator: string | null;
  /** Null for a bare annotation. */
  readonly value: Expression | null;
}
export interface ExpressionStatement extends Span {
  readonly kind: "expression";
  readonly value: Expression;
}
export interface Branch extends Span {
  readonly test: Expression;
  readonly body: readonly Statement[];
}
export interface If extends Span {
  readonly kind: "if";
  readonly branches: readonly Branch[];
  readonly otherwise: readonly Statement[] | null;
}
export interface For extends Span {
  readonly kind: "for";
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | null;
}
export interface While extends Span {
  readonly kind: "while";
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | null;
}
export interface Handler extends Span {
  /** The classes it names; empty for a bare `except:`. */
  readonly classes: readonly Expression[];
  readonly name: string | null;
  readonly body: readonly Statement[];
}
export interface Try extends Span {
  readonly kind: "try";
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
  readonly otherwise: readonly Statement[] | null;
  readonly finally: readonly Statement[] | null;
}
export interface WithItem extends Span {
  readonly manager: Expression;
  readonly target: Expression | null;
}
export interface With extends Span {
  readonly kind: "with";
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}
export interface Return extends Span {
  readonly kind: "return";
  readonly value: Expression | null;
}
export interface Raise extends Span {
  readonly kind: "raise";
  readonly value: Expression | null;
}
/** `pass`, `break`, `continue` */
export interface Simple extends Span {
  readonly kind: "pass" | "break" | "continue";
}
/** Any other statement: expressions and blocks that stand in it, run in order as far as can be known. */
export interface OtherStatement extends Span {
  readonly kind: "other";
  readonly expressions: readonly Expression[];
  readonly blocks: readonly (readonly Statement[])[];
}

export type Statement =
  | FunctionDefinition
  | ClassDefinition
  | Import
  | Assignment
  | ExpressionStatement
  | If
  | For
  | While
  | Try
  | With
  | Return
  | Raise
  | Simple
  | OtherStatement;

export interface Module {
  readonly source: string;
  readonly body: readonly Statement[];
  readonly comments: readonly Span[];
  /** Logical lines that could not be read; what stands elsewhere is read all the same. */
  readonly damage: readonly Span[];
}
