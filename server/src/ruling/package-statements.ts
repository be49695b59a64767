import { type ImportClass, type ImportFact, importClass } from '../model/facts.ts';
import type { PackageStatement, Policy, Reference, Selector } from '../model/policy.ts';
import type { Resolution } from '../model/resolution.ts';
import type { SourceFile } from '../model/rule.ts';
import { isBare } from './imported-package.ts';
import { selects } from './selectors.ts';

/** A statement that denies an import. */
export interface PackageDenial {
  readonly statement: PackageStatement;
  /** The name or pattern that means the import. */
  readonly reference: Reference;
  /** The place of the file that the statement is about; absent where it is about all, or all but some. */
  readonly inside?: Selector;
}

/** A statement and what in it means an import. */
export interface Meant {
  readonly statement: PackageStatement;
  readonly reference: Reference;
}

/** What the statements of a policy mean, by what is imported; nearly everything is meant by none. */
interface Compiled {
  readonly statements: readonly { readonly statement: PackageStatement; readonly find: Finder }[];
  readonly builtins: Map<string, readonly Meant[]>;
  readonly others: Map<string, readonly Meant[]>;
}

/** The reference that means one of several ways to write the same thing. */
type Finder = (names: readonly string[]) => Reference | undefined;

const compiled = new WeakMap<Policy, Compiled>();

/**
 * The statement that denies an import: of several the first in the policy that is not off. An import is denied by what it
 * says and by the package that it leads to; a module of a runtime also by its name with and without `node:`.
 */
export function packageDenial(
  file: SourceFile,
  fact: ImportFact,
  target: Resolution,
  kinds: readonly ImportClass[] | undefined,
): PackageDenial | undefined {
  const { policy } = file;
  if (!policy || policy.packages.length === 0) return undefined;
  const meant = meaningOf(policy, fact.specifier, target);
  if (meant.length === 0) return undefined;
  let first: PackageDenial | undefined;
  for (const { statement, reference } of meant) {
    if (!((statement.kinds ?? kinds)?.includes(importClass[fact.kind]) ?? true)) continue;
    const denial = denialOf(statement, reference, file, policy);
    if (denial && statement.severity !== 'off') return denial;
    first ??= denial;
  }
  return first;
}

/** The statements that name what is imported, whether they deny it to this file or not. */
export function packageStatements(
  { policy }: SourceFile,
  fact: ImportFact,
  target: Resolution,
): readonly PackageStatement[] {
  if (!policy || policy.packages.length === 0) return [];
  return meaningOf(policy, fact.specifier, target).map(({ statement }) => statement);
}

/** Looked up once for each import. */
function meaningOf(policy: Policy, specifier: string, target: Resolution): readonly Meant[] {
  const isBuiltin = target.to === 'builtin';
  const isNamed = isBuiltin || target.to === 'package';
  if (!isNamed && (target.to === 'unresolved' || !isBare(specifier))) return none;
  const { builtins, others, statements } = compiledOf(policy);
  const key = target.to === 'package' && !specifier.startsWith(target.name) ? target.name : specifier;
  const cache = isBuiltin ? builtins : others;
  const known = cache.get(key);
  if (known) return known;
  const names = isBuiltin ? builtinNames(target.name) : [key];
  const meant = statements.flatMap(({ statement, find }) => {
    const reference = find(names);
    return reference ? [{ statement, reference }] : [];
  });
  cache.set(key, meant.length > 0 ? meant : none);
  return meant;
}

function denialOf(
  statement: PackageStatement,
  reference: Reference,
  file: SourceFile,
  policy: Policy,
): PackageDenial | undefined {
  if (selects(statement.notIn, file, policy)) return undefined;
  if (!statement.in) return { statement, reference };
  const inside = statement.in.find((selector) => selects([selector], file, policy));
  return inside && { statement, reference, inside };
}

function compiledOf(policy: Policy): Compiled {
  const known = compiled.get(policy);
  if (known) return known;
  const statements = policy.packages.map((statement) => ({ statement, find: finderOf(statement) }));
  const made: Compiled = { statements, builtins: new Map(), others: new Map() };
  compiled.set(policy, made);
  return made;
}

function finderOf({ packages }: PackageStatement): Finder {
  const isExclusion = ({ text }: Reference) => text.startsWith('!');
  const wanted = packages
    .filter((reference) => !isExclusion(reference))
    .map((reference) => ({ reference, matcher: matcherOf(reference.text) }));
  const excluded = packages.filter(isExclusion).map(({ text }) => matcherOf(text.slice(1)));
  return (names) => {
    if (excluded.some((matcher) => names.some((name) => matcher.test(name)))) return undefined;
    return wanted.find(({ matcher }) => names.some((name) => matcher.test(name)))?.reference;
  };
}

/** A name stands for everything below it, too, whatever query a bundler reads behind it. */
function matcherOf(pattern: string): RegExp {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${literal}(?:[/?]|$)`);
}

/** `fs` and `node:fs` are one module; those of other runtimes, such as `bun:sqlite`, have one name each. */
function builtinNames(name: string): readonly string[] {
  return name.startsWith('node:') ? [name, name.slice('node:'.length)] : [name];
}

const none: readonly never[] = [];
