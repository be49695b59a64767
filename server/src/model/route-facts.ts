import type { Mention } from './calls.ts';
import type { Span } from './span.ts';

/**
 * An expression as far as routes need it. What is nothing of this is `other`; a function is known by its number,
 * which leads to its parameters and to what it returns.
 */
export type Expression = Span &
  (
    | { readonly is: 'text'; readonly value: string }
    /** A template with holes, or a sum with a text in it. */
    | { readonly is: 'joined'; readonly parts: readonly Expression[] }
    | { readonly is: 'name'; readonly name: string }
    | {
        readonly is: 'member';
        readonly object: Expression;
        readonly member: string;
        readonly memberSpan: Span;
      }
    /** `a[b]`. */
    | { readonly is: 'computed'; readonly object: Expression; readonly key: Expression }
    | {
        readonly is: 'call';
        readonly callee: Expression;
        readonly args: readonly Expression[];
        readonly isNew: boolean;
      }
    | { readonly is: 'list'; readonly items: readonly Expression[] }
    | {
        readonly is: 'object';
        readonly entries: readonly ObjectEntry[];
        readonly isOpen: boolean;
        /** What is spread into it, in order. */
        readonly spreads?: readonly Expression[];
        /** Entries whose keys are computed: `[Status.ok]: value`. */
        readonly computed?: readonly ComputedEntry[];
      }
    | {
        readonly is: 'function';
        readonly scope: number;
        /** Of `function list() {}`. */
        readonly name?: string;
      }
    /** `a ?? b`, `a || b`, `c ? a : b` and `c && a`: one of the items, if any. */
    | { readonly is: 'either'; readonly items: readonly Expression[] }
    /** `...a` among arguments and items. */
    | { readonly is: 'spread'; readonly value: Expression }
    | { readonly is: 'pattern'; readonly source: string }
    /** With what it is where it is a number. */
    | { readonly is: 'other'; readonly number?: number }
  );

export interface ComputedEntry {
  readonly keyExpression: Expression;
  readonly value: Expression;
}

export interface ObjectEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Expression;
}

/** One function; number 0 is the file itself. */
export interface FunctionScope {
  /** The number of the function around it; -1 for the file. */
  readonly parent: number;
  readonly name?: string;
  readonly parameters: readonly ScopeParameter[];
  readonly returns?: Expression;
  /** The class directly around it. */
  readonly owner?: string;
  /** What a constructor passes to that of the class it extends. */
  readonly passesUp?: readonly Expression[];
  /** It answers that a method is not allowed; those that it says are, if it does. */
  readonly allows?: readonly string[];
}

/** What `{ a, b: { c } }` takes of a value; open with a rest or a computed key. */
export interface Pattern {
  readonly entries: readonly PatternEntry[];
  readonly isOpen: boolean;
}

export interface PatternEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** The name that it is bound to, or what is taken of it in turn. */
  readonly name?: string;
  readonly pattern?: Pattern;
}

export interface ScopeParameter {
  /** Empty for a pattern. */
  readonly name: string;
  readonly pattern?: Pattern;
  readonly decorators?: readonly DecoratorFact[];
  /** The last word of the type's name: `Application` of `express.Application`. */
  readonly type?: string;
  /** Of one with decorators: the name is the whole type. */
  readonly isTypeWhole?: true;
  readonly fallback?: Expression;
  /** It holds all arguments from its place on. */
  readonly isRest?: true;
}

/** A name and what it is bound to in one scope; `this.x` is a name as well, of the scope 0, and so is `made.autoPrefix`. */
export interface Binding {
  readonly scope: number;
  readonly name: string;
  /** The class whose `this` it is. */
  readonly owner?: string;
  readonly value: Expression;
  /** The last word of the annotated type's name. */
  readonly type?: string;
  /** The function that its value is written in, where that is not the scope. */
  readonly from?: number;
  /** It is each item of its value in turn. */
  readonly isEach?: boolean;
  /** What else it is assigned, wherever that is. */
  readonly others?: readonly Expression[];
}

export interface ImportedName {
  readonly local: string;
  /** `default`, `*` for the whole module, or a name. */
  readonly imported: string;
  readonly specifier: string;
}

export interface ExportedName extends Span {
  /** `*` for all of another module. */
  readonly name: string;
  readonly value?: Expression;
  readonly from?: { readonly specifier: string; readonly imported: string };
}

export interface DecoratorFact extends Span {
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface ClassFact {
  readonly name: string;
  /** What it extends. */
  readonly base?: Expression;
  readonly decorators: readonly DecoratorFact[];
  readonly methods: readonly MethodFact[];
  /** Its fields that are not static, in order. */
  readonly properties?: readonly PropertyFact[];
  /** It has keys that are not written: an index signature, or computed ones. */
  readonly isOpen?: true;
}

/** The place is that of the name. */
export interface PropertyFact extends Span {
  readonly name: string;
  readonly isOptional?: true;
  readonly decorators?: readonly DecoratorFact[];
}

export interface MethodFact {
  readonly name: string;
  readonly isGetter?: true;
  readonly decorators: readonly DecoratorFact[];
  /** The number of its function; absent without a body. */
  readonly scope?: number;
}

/** What may be of a request by its words: `req.params.id`, `ctx.query`, `request`. */
export interface RequestUse {
  readonly scope: number;
  readonly value: Expression;
  /** What is taken of it: `const { id } = req.params`. */
  readonly taken?: Pattern;
  /** The call that it is passed to. */
  readonly within?: Expression;
  /** The name that it is bound to, whose own uses tell the rest. */
  readonly isBound?: boolean;
  /** Of what may be the method: which ones it is held against. */
  readonly test?: MethodTest;
}

/** `req.method === 'GET'`, the cases of `switch (method)`, `!allowed.includes(req.method)`. */
export interface MethodTest {
  readonly methods: readonly Expression[];
  /** It asks whether it is none of them. */
  readonly isOther?: true;
  /** Where it is so, the answer is that the method is not allowed. */
  readonly isRefused?: true;
}

/** A call that may register something, the whole chain: `router.route('/a').get(b)`. */
export interface CallFact {
  readonly scope: number;
  /** Within a loop, or a callback that runs for each item. */
  readonly call: Expression;
  /** What it gives is waited for, as of a client; a router is not. */
  readonly isAwaited?: true;
}

/** What one file says that routes can be found by. Pure function of its path's extension and its text. */
export interface RouteFacts {
  readonly scopes: readonly FunctionScope[];
  readonly bindings: readonly Binding[];
  readonly imports: readonly ImportedName[];
  /** Where names come from that are imported as types only; absent where there are none. */
  readonly typesFrom?: readonly string[];
  readonly exports: readonly ExportedName[];
  readonly classes: readonly ClassFact[];
  readonly calls: readonly CallFact[];
  readonly uses: readonly RequestUse[];
}

/** What one file says that calls of operations can be found by as well. */
export interface CallFacts extends RouteFacts {
  /** Calls that may send a request, or make what sends them. */
  readonly requests: readonly CallFact[];
  /** Each name once, at its first place. */
  readonly mentions: readonly Mention[];
}
