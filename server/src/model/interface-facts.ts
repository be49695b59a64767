import type { InterfaceMember } from './contract.ts';
import type { ImportedName } from './route-facts.ts';
import type { Span } from './span.ts';

export interface NamedSpan {
  readonly name: string;
  readonly span: Span;
}

/** `@contract orders 1.2.0` in a comment; its span ends with the last word that belongs to it. */
export interface ContractMark {
  readonly span: Span;
  /** Empty where the mark has no name. */
  readonly contract: string;
  /** What stands where the version belongs, whether it is one or not. */
  readonly version?: NamedSpan;
}

export interface MarkedInterface extends NamedSpan {
  /** Absent where its comment has no `@contract`. */
  readonly mark?: ContractMark;
  /** Those of marked interfaces; others have none here. */
  readonly members: readonly (NamedSpan & Pick<InterfaceMember, 'signatures'>)[];
  /** What it extends: who implements it implements these. */
  readonly parents: readonly string[];
  /** What stands between its name and its body, as a signature; empty where it is not marked. */
  readonly head: string;
}

/** Something that has the type: `Orders`, or `contracts.Orders`. */
export interface Implementation extends NamedSpan {
  readonly types: readonly string[];
}

/** What one file says of interfaces and of what implements them. */
export interface InterfaceFacts {
  readonly interfaces: readonly MarkedInterface[];
  readonly implementations: readonly Implementation[];
  readonly imports: readonly ImportedName[];
  /** `local` is a name of the file where there is no specifier; `*` is all. */
  readonly exports: readonly { readonly name: string; readonly local: string; readonly specifier?: string }[];
}

/** What interfaces that are contracts are found by. */
export interface InterfaceInput {
  /** Files that mark interfaces or may implement one, in order. */
  readonly paths: readonly string[];
  /** The facts of any file of the workspace; asked for more than `paths` only where a name leads there. */
  readonly facts: (path: string) => InterfaceFacts | undefined;
  /** The file of the workspace that a specifier leads to. */
  readonly follow: (from: string, specifier: string) => string | undefined;
}
