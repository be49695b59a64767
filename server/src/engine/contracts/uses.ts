import type { ContractCover, OperationUse, UnresolvedCall } from '../../model/calls.ts';
import { operationKey } from '../../model/contract.ts';
import type { ContractFacts, ContractUses } from '../../model/contract-facts.ts';
import type { Host, ReadResult } from '../../model/host.ts';
import type { OperationMatch } from '../../model/matching.ts';
import { filesInside } from '../../model/owners.ts';
import type { CallFacts, RouteFacts } from '../../model/route-facts.ts';
import { isSourceName } from '../../model/source-path.ts';
import type { Place } from '../../model/span.ts';
import type { WorkspaceFacts } from '../../model/workspace-facts.ts';
import type { CallParts, ContractParts, FoundCalls } from '../parts.ts';
import { createConsumers } from './consumers.ts';

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

/** A person who types does not notice it. */
const sliceMilliseconds = 8;

interface Search {
  readonly paths: readonly string[];
  read(path: string): void;
  end(): Found;
}

type Facts = RouteFacts & Partial<CallFacts>;
type Use = OperationUse<OperationMatch>;
type Known = Omit<ContractFacts, 'uses' | 'findUses'>;

/**
 * The live state of who calls and tests operations. Nothing is read before somebody asks; from then on an edit costs
 * reading one file.
 */
export class Uses {
  readonly #host: Pick<Host, 'elapsed' | 'pause'>;
  readonly #ground: UsesGround;
  #isAsked = false;
  /** Whether a source file may call an operation. */
  readonly #likely = new Map<string, boolean>();
  /** Of those that may, and of those that they lead to. */
  readonly #facts = new Map<string, Facts | undefined>();
  /** Pact files and configurations of tools, by path. */
  readonly #documents = new Map<string, TestDocument>();
  #found: Found | undefined;
  /** Grows when something else may be found. */
  #changes = 0;
  /** As they were last known, by operation: counts that are a moment old are better than none. */
  #last: ReadonlyMap<string, Use> = new Map();

  constructor(host: Pick<Host, 'elapsed' | 'pause'>, ground: UsesGround) {
    this.#host = host;
    this.#ground = ground;
  }

  /** Forgets everything, until somebody asks again. */
  clear(): void {
    this.#isAsked = false;
    for (const known of [this.#likely, this.#facts, this.#documents]) known.clear();
    this.#forget();
    this.#last = new Map();
  }

  /** Takes notice of a source file while its text is at hand. */
  see(path: string, text: string, { calls }: ContractParts): void {
    if (!this.#isAsked) return;
    const wasRead = this.#facts.delete(path);
    const isLikely = calls.mayCall(path, text);
    if (isLikely || wasRead || this.#likely.get(path)) this.#forget();
    this.#likely.set(path, isLikely);
  }

  /** Notes what was created, changed or deleted; true when somebody may use operations otherwise than was told. */
  note(paths: Iterable<string>, isOther: boolean, { calls }: ContractParts): boolean {
    if (!this.#isAsked) return false;
    for (const path of paths) {
      if (isSourceName(path)) continue;
      if (this.#documents.delete(path) || calls.isTestDocument(path)) this.#forget();
    }
    if (isOther) this.#forget();
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

  /** Reads what calls are found by, and lets others work every few milliseconds; false once it is void. */
  async read(contracts: ContractFacts, parts: ContractParts, isVoid: () => boolean): Promise<boolean> {
    this.#isAsked = true;
    const { files } = this.#ground.facts();
    const wants = this.#wanting(contracts);
    const isRead = await this.#inSlices(files, isVoid, ({ path }) => {
      if (wants(path, parts.calls)) this.#factsOf(path, parts);
    });
    if (!isRead || this.#found) return isRead;
    const changes = this.#changes;
    const isOther = () => isVoid() || this.#changes !== changes;
    const search = this.#search(contracts, parts, this.#ground.facts());
    const isFound = await this.#inSlices(search.paths, isOther, search.read);
    if (isFound) this.#found = search.end();
    return isFound;
  }

  async #inSlices<T>(all: readonly T[], isVoid: () => boolean, work: (one: T) => void): Promise<boolean> {
    let since = this.#host.elapsed();
    for (const one of all) {
      work(one);
      if (this.#host.elapsed() - since < sliceMilliseconds) continue;
      await this.#host.pause();
      since = this.#host.elapsed();
      if (isVoid()) return false;
    }
    return !isVoid();
  }

  #forget(): void {
    this.#found = undefined;
    this.#changes++;
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
    if (!this.#found) {
      const search = this.#search(known, parts, facts);
      for (const path of search.paths) search.read(path);
      this.#found = search.end();
    }
    return this.#found;
  }

  #search(known: Known, parts: ContractParts, facts: WorkspaceFacts): Search {
    for (const map of [this.#likely, this.#facts])
      for (const path of map.keys()) if (!facts.fileAt(path)) map.delete(path);
    const wants = this.#wanting(known);
    const consumers = createConsumers(known.contracts);
    const paths = facts.files.flatMap(({ path }) => (wants(path, parts.calls) ? [path] : []));
    const search = parts.calls.search({
      paths,
      facts: (path) => this.#factsOf(path, parts),
      follow: this.#ground.follow,
      operationIds: new Set(
        known.contracts.flatMap(({ contract }) =>
          contract.operations.flatMap(({ operationId }) => operationId ?? []),
        ),
      ),
      mayMention: (path) => facts.fileAt(path)?.isTest === true || consumers.of(path).length > 0,
    });
    return { paths, read: search.read, end: () => this.#withDocuments(search.end(), facts, parts.calls) };
  }

  #withDocuments({ calls, unresolved }: FoundCalls, { owners }: WorkspaceFacts, parts: CallParts): Found {
    const documents = filesInside(owners)
      .filter(parts.isTestDocument)
      .map((path) => this.#document(path, parts));
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
