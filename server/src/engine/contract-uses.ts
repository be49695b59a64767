import type { ContractCover, OperationUse, UnresolvedCall } from '../model/calls.ts';
import { operationKey } from '../model/contract.ts';
import type { ContractFacts, ContractUses } from '../model/contract-facts.ts';
import type { ReadResult } from '../model/host.ts';
import type { OperationMatch } from '../model/matching.ts';
import { filesInside } from '../model/owners.ts';
import type { CallFacts, RouteFacts } from '../model/route-facts.ts';
import { isSourceName } from '../model/source-path.ts';
import type { Place } from '../model/span.ts';
import type { WorkspaceFacts } from '../model/workspace-facts.ts';
import { createConsumers } from './contract-consumers.ts';
import type { CallParts, ContractParts, FoundCalls } from './parts.ts';

/** What calls are found by. */
export interface UsesGround {
  /** Unsaved text wins. */
  read(path: string): ReadResult;
  facts(): WorkspaceFacts;
  follow(from: string, specifier: string): string | undefined;
}

/** What a document that is no source says of tests. */
interface TestDocument {
  readonly calls: FoundCalls['calls'];
  readonly covers: readonly ContractCover[];
  readonly problems: readonly (Place & { readonly message: string })[];
}

interface Found extends TestDocument {
  readonly unresolved: readonly UnresolvedCall[];
}

type Facts = RouteFacts & Partial<CallFacts>;
type Use = OperationUse<OperationMatch>;
type Known = Omit<ContractFacts, 'uses' | 'findUses'>;

/**
 * The live state of who calls and tests operations. Nothing is read before somebody asks; from then on an edit costs
 * reading one file.
 */
export class Uses {
  readonly #ground: UsesGround;
  #isAsked = false;
  /** Whether a source file may call an operation. */
  readonly #likely = new Map<string, boolean>();
  /** Of those that may, and of those that they lead to. */
  readonly #facts = new Map<string, Facts | undefined>();
  /** Pact files and configurations of tools, by path. */
  readonly #documents = new Map<string, TestDocument>();
  #found: Found | undefined;
  /** As they were last known, by operation: counts that are a moment old are better than none. */
  #last: ReadonlyMap<string, Use> = new Map();

  constructor(ground: UsesGround) {
    this.#ground = ground;
  }

  /** Forgets everything, until somebody asks again. */
  clear(): void {
    this.#isAsked = false;
    for (const known of [this.#likely, this.#facts, this.#documents]) known.clear();
    this.#found = undefined;
    this.#last = new Map();
  }

  /** Takes notice of a source file while its text is at hand. */
  see(path: string, text: string, { calls }: ContractParts): void {
    if (!this.#isAsked) return;
    const wasRead = this.#facts.delete(path);
    const isLikely = calls.mayCall(path, text);
    if (isLikely || wasRead || this.#likely.get(path)) this.#found = undefined;
    this.#likely.set(path, isLikely);
  }

  /** Notes what was created, changed or deleted; true when somebody may use operations otherwise than was told. */
  note(paths: Iterable<string>, isOther: boolean, { calls }: ContractParts): boolean {
    if (!this.#isAsked) return false;
    for (const path of paths) {
      if (isSourceName(path)) continue;
      if (this.#documents.delete(path) || calls.isTestDocument(path)) this.#found = undefined;
    }
    if (isOther) this.#found = undefined;
    return this.#found === undefined;
  }

  /** The facts with the uses of their operations, found once somebody asks. */
  over(known: Known, parts: ContractParts): ContractFacts {
    let uses: ContractUses | undefined;
    return {
      ...known,
      get matching() {
        return known.matching;
      },
      uses: (match) => (uses ? uses.of(match) : this.#last.get(keyOf(match))),
      findUses: () => {
        uses ??= this.#uses(known, parts);
        return uses;
      },
    };
  }

  /** Reads what calls are found by, one file at a time; false once it is void. */
  async read(
    contracts: ContractFacts,
    parts: ContractParts,
    pause: () => Promise<boolean>,
  ): Promise<boolean> {
    this.#isAsked = true;
    const { files } = this.#ground.facts();
    const wants = this.#wanting(contracts);
    for (const { path } of files) {
      if (wants(path, parts.calls)) this.#factsOf(path, parts);
      if (!(await pause())) return false;
    }
    return true;
  }

  #uses(known: Known, parts: ContractParts): ContractUses {
    this.#isAsked = true;
    const facts = this.#ground.facts();
    const operations = known.matching.operations.filter(({ isCopy }) => !isCopy);
    const found = this.#find(known, parts, facts);
    const consumers = createConsumers(known.contracts);
    const isTest = (path: string) => facts.fileAt(path)?.isTest === true;
    const sources = { calls: found.calls, covers: [], isTest };
    const { uses, unmatched } = parts.calls.match(operations, {
      ...sources,
      first: consumers.first(operations, ({ bound }) => bound.contract.path, isTest),
    });
    const byMatch = new Map(uses.map((use) => [use.called, withCovers(use, found.covers)]));
    const byKey = new Map([...byMatch].map(([match, use]) => [keyOf(match), use]));
    this.#last = byKey;
    return {
      of: (match) => byMatch.get(match) ?? byKey.get(keyOf(match)),
      unmatched,
      unresolved: found.unresolved,
      covers: found.covers,
      problems: found.problems,
      consumed: consumers.of,
      isTest,
      match: (others, contractOf) =>
        parts.calls.match(others, { ...sources, first: consumers.first(others, contractOf, isTest) }).uses,
    };
  }

  #find(known: Known, parts: ContractParts, facts: WorkspaceFacts): Found {
    this.#found ??= this.#findAnew(known, parts, facts);
    return this.#found;
  }

  #findAnew(known: Known, parts: ContractParts, facts: WorkspaceFacts): Found {
    for (const map of [this.#likely, this.#facts])
      for (const path of map.keys()) if (!facts.fileAt(path)) map.delete(path);
    const wants = this.#wanting(known);
    const consumers = createConsumers(known.contracts);
    const { calls, unresolved } = parts.calls.find({
      paths: facts.files.flatMap(({ path }) => (wants(path, parts.calls) ? [path] : [])),
      facts: (path) => this.#factsOf(path, parts),
      follow: this.#ground.follow,
      operationIds: new Set(
        known.contracts.flatMap(({ contract }) =>
          contract.operations.flatMap(({ operationId }) => operationId ?? []),
        ),
      ),
      mayMention: (path) => facts.fileAt(path)?.isTest === true || consumers.of(path).length > 0,
    });
    const listed = filesInside(facts.owners).filter(parts.calls.isTestDocument);
    const documents = listed.map((path) => this.#document(path, parts.calls));
    return {
      calls: [...calls, ...documents.flatMap((one) => one.calls)],
      unresolved,
      covers: documents.flatMap(({ covers }) => covers),
      problems: documents.flatMap(({ problems }) => problems),
    };
  }

  /** Which files are read for calls: those that look like it, and those where the name of an operation is enough. */
  #wanting({ contracts }: Pick<ContractFacts, 'contracts'>): (path: string, calls: CallParts) => boolean {
    const facts = this.#ground.facts();
    const consumers = createConsumers(contracts);
    return (path, calls) => {
      const file = facts.fileAt(path);
      if (!file || file.isExcluded) return false;
      return file.isTest || consumers.of(path).length > 0 || this.#mayCall(path, calls);
    };
  }

  #mayCall(path: string, { mayCall }: CallParts): boolean {
    const known = this.#likely.get(path);
    if (known !== undefined) return known;
    const result = this.#ground.read(path);
    const isLikely = result.ok && mayCall(path, result.text);
    this.#likely.set(path, isLikely);
    return isLikely;
  }

  #factsOf(path: string, { calls }: ContractParts): Facts | undefined {
    if (!this.#facts.has(path)) {
      const result = this.#ground.read(path);
      this.#facts.set(path, result.ok ? calls.facts(path, result.text) : undefined);
    }
    return this.#facts.get(path);
  }

  #document(path: string, { testDocument }: CallParts): TestDocument {
    let known = this.#documents.get(path);
    if (!known) {
      const result = this.#ground.read(path);
      const read = result.ok ? testDocument(path, result.text) : undefined;
      known = read ?? nothing;
      this.#documents.set(path, known);
    }
    return known;
  }
}

const nothing: TestDocument = { calls: [], covers: [], problems: [] };

/** One operation by what is called, whichever object stands for it. */
function keyOf({ operation, paths, bound }: OperationMatch): string {
  return `${bound.service ?? ''} ${operationKey(operation.method, paths[0] ?? operation.template)}`;
}

/** What a tool tests is named by its document, whatever that refers to. */
function withCovers(use: Use, covers: readonly ContractCover[]): Use {
  const { path } = use.called.bound.contract;
  const own = covers.filter(({ contractPath }) => contractPath === path);
  return own.length === 0 ? use : { ...use, covers: own };
}
