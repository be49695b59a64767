import type { Binding, Expression } from '../../model/route-facts.ts';
import type { RouteInput } from './search.ts';

/** Where an expression is written. */
export interface Context {
  readonly file: string;
  readonly scope: number;
  /** Which item a loop is at. */
  readonly turn?: Turn;
  /** The call that gives the parameters of a function what they are. */
  readonly passed?: Passed;
  /** The instance that `this` is, where more is known of it than the class around. */
  readonly self?: OwnClass;
}

/** A class of the workspace, and what it is made with where that is known. */
export interface OwnClass {
  readonly path: string;
  readonly name: string;
  readonly made?: Made;
  /** What is written there is written in a class that it extends. */
  readonly isAbove?: true;
}

/** A call by what it passes. */
export interface Made {
  readonly args: readonly Expression[];
  /** Where the call is. */
  readonly from: Context;
  /** Its offset there. */
  readonly at: number;
}

export interface Passed extends Made {
  readonly file: string;
  readonly scope: number;
}

/** One item of what a loop goes over. */
export interface Turn {
  readonly over: Expression;
  readonly index: number;
}

export interface Located {
  readonly context: Context;
  readonly expression: Expression;
}

/** What an expression leads to, as far as syntax tells. */
export type Value =
  /** As written: a text, a call, a function, an object. */
  | ({ readonly is: 'written' } & Located)
  /** What a package exports; `default` for the package as a whole. */
  | { readonly is: 'package'; readonly module: string; readonly name: string }
  /** All exports of a file. */
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'parameter'; readonly context: Context; readonly index: number }
  /** An annotated name whose value is not known. */
  | { readonly is: 'typed'; readonly context: Context; readonly binding: Binding }
  | { readonly is: 'class'; readonly path: string; readonly name: string }
  /**
   * `over` is what the loop goes over that it comes from; `source` is the same for all that are the same; `taken` is the
   * member of a parameter that it is.
   */
  | {
      readonly is: 'unknown';
      readonly reason: string;
      readonly over?: Located;
      readonly source?: string;
      readonly taken?: Taken;
      /** It is a member of what this call gives. */
      readonly within?: { readonly call: Located; readonly member: string };
    };

export interface Taken {
  readonly context: Context;
  readonly index: number;
  readonly key: string;
}

/** Texts, or why there are none. */
export type Texts =
  | {
      readonly texts: readonly string[];
      /** It depends on what is not written which of them it is. */
      readonly isDoubted?: boolean;
      /** Why it may be none of them. */
      readonly doubt?: string;
      readonly reason?: never;
    }
  | { readonly reason: string; readonly texts?: never; readonly isDoubted?: never; readonly doubt?: never };

/** A binding, or a parameter by its number, or what a pattern takes of it. */
export type Bound =
  | { readonly context: Context; readonly binding: Binding; readonly index?: never }
  | { readonly context: Context; readonly binding?: never; readonly index: number; readonly key?: string };

/** What follows names; the depth is how far in it is asked for. */
export interface Follower {
  readonly input: Pick<RouteInput, 'facts' | 'follow'>;
  valueOf(located: Located, depth?: number): Value;
  textsOf(located: Located, depth?: number): Texts;
  look(located: Located, depth?: number): Located;
  nearest(from: Context, name: string): Bound | undefined;
}
