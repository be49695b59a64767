import { compileGlob } from '../format/glob.ts';
import type { Contract, Route } from '../model/contract.ts';
import { type ContractFacts, noContracts } from '../model/contract-facts.ts';
import type { DirectiveFact } from '../model/facts.ts';
import type { ReadResult } from '../model/host.ts';
import type { JsonDocument } from '../model/json.ts';
import { filesInside } from '../model/owners.ts';
import { byCodeUnit, folderOf, isBelow, lastSegment, relativeTo } from '../model/path.ts';
import { declaresContracts } from '../model/policy.ts';
import type { RouteFacts } from '../model/route-facts.ts';
import type { WorkspaceRule } from '../model/rule.ts';
import { isSourceName } from '../model/source-path.ts';
import type { SourceFile, WorkspaceFacts } from '../model/workspace-facts.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { bindContracts } from './contract-bindings.ts';
import { Uses } from './contract-uses.ts';
import { Interfaces } from './interface-contracts.ts';
import { packageVersion } from './package-version.ts';
import type { ContractParts, EngineParts } from './parts.ts';
import type { Policies } from './policies.ts';

/** What contracts and routes rest on besides documents of their own. */
export interface ContractGround {
  policies(): Policies;
  /** Unsaved text wins. */
  read(path: string): ReadResult;
  facts(): WorkspaceFacts;
  /** Documents that are contracts by their names, in order of path. */
  named(): readonly string[];
  follow(from: string, specifier: string): string | undefined;
}

interface ReadDocument {
  readonly contract: Contract | undefined;
  readonly directives: readonly DirectiveFact[];
  readonly exists: boolean;
}

/** The live state of what the code serves and contracts promise; nothing is read, nor loaded, where no policy asks for it. */
export class Contracts {
  readonly #load: EngineParts['loadContracts'];
  readonly #filesThen: NonNullable<EngineParts['filesThen']>;
  readonly #ground: ContractGround;
  #parts: ContractParts | undefined;
  #isOn = false;
  /** Contracts by path, read or looked for. */
  readonly #documents = new Map<string, ReadDocument>();
  /** Contracts and what they refer to, by path; undefined for what is not there. */
  readonly #parsed = new Map<string, JsonDocument | undefined>();
  /** Whether a source file may register a route. */
  readonly #likely = new Map<string, boolean>();
  /** Whether a source file may hold a contract. */
  readonly #promising = new Map<string, boolean>();
  /** Of those that may do either, and of those that they lead to. */
  readonly #routeFacts = new Map<string, RouteFacts | undefined>();
  readonly #interfaces: Interfaces;
  readonly #uses: Uses;
  #known: Omit<ContractFacts, 'uses' | 'findUses'> = noContracts;
  #facts: ContractFacts = noContracts;

  constructor(parts: Pick<EngineParts, 'loadContracts' | 'filesThen' | 'host'>, ground: ContractGround) {
    const { loadContracts, host, filesThen = (now) => now } = parts;
    this.#load = loadContracts;
    this.#filesThen = filesThen;
    this.#ground = ground;
    this.#interfaces = new Interfaces(ground);
    this.#uses = new Uses(host, ground);
  }

  /** Another object as soon as anything may be matched otherwise. */
  get facts(): ContractFacts {
    return this.#facts;
  }

  /** To be called when policies are other ones by now. */
  async start(): Promise<void> {
    this.#isOn = this.#ground.policies().inForce.some(({ policy }) => declaresContracts(policy));
    if (this.#isOn) this.#parts ??= await this.#load?.();
    else
      for (const known of [this.#documents, this.#parsed, this.#likely, this.#promising, this.#routeFacts])
        known.clear();
    if (!this.#isOn) this.#interfaces.clear();
    if (!this.#isOn) this.#uses.clear();
  }

  /** Reads ahead what uses are found by, while others wait to be answered. False where it became void, and without contracts. */
  async readUses(isVoid: () => boolean = () => false): Promise<boolean> {
    const parts = this.#isOn ? this.#parts : undefined;
    return parts !== undefined && this.#uses.read(this.#facts, parts, isVoid);
  }

  /** The same parts, taking notice of each source file while its text is at hand. */
  watching(parts: EngineParts): EngineParts {
    return {
      ...parts,
      extract: (path, text) => {
        this.#see(path, text);
        if (this.#isOn && this.#parts) this.#uses.see(path, text, this.#parts);
        return parts.extract(path, text);
      },
    };
  }

  #see(path: string, text: string): void {
    const parts = this.#isOn ? this.#parts : undefined;
    if (!parts) return;
    const serves = parts.mayServe(path, text);
    const promises = parts.mayPromise(path, text);
    this.#likely.set(path, serves);
    this.#promising.set(path, promises);
    this.#interfaces.see(path, text, parts.interfaces);
    if (serves || promises || this.#routeFacts.has(path))
      this.#routeFacts.set(path, parts.routeFacts(path, text));
  }

  /**
   * Notes what was created, changed or deleted; source files have been read anew by now. `isOther` where files, imports,
   * policies or owners may be others: globs of contracts mean files that git knows. Returns what rules rest on that may be
   * other by now: contracts and routes, or only who uses them.
   */
  note(paths: ReadonlySet<string>, isOther: boolean): readonly WorkspaceRule['reads'][] {
    const parts = this.#isOn ? this.#parts : undefined;
    if (!parts) {
      if (isOther) this.#facts = noContracts;
      return [];
    }
    let mayDiffer = isOther;
    for (const path of paths) mayDiffer = this.#noteOne(path) || mayDiffer;
    const areOtherUses = this.#uses.note(paths, mayDiffer, parts);
    if (mayDiffer) this.#known = this.#look(parts);
    if (mayDiffer || areOtherUses) this.#facts = this.#uses.over(this.#known, parts);
    return mayDiffer ? ['contracts', 'calls'] : areOtherUses ? ['calls'] : [];
  }

  /** Suppressions in the comments of contracts. */
  directives(path: string): readonly DirectiveFact[] {
    return this.#documents.get(path)?.directives ?? [];
  }

  /** The documents that hold suppressions. */
  get suppressing(): readonly string[] {
    return [...this.#documents].flatMap(([path, { directives }]) => (directives.length > 0 ? [path] : []));
  }

  #noteOne(path: string): boolean {
    if (isSourceName(path))
      return this.#likely.get(path) === true || this.#routeFacts.has(path) || this.#interfaces.concerns(path);
    if (lastSegment(path) === 'package.json') return [...this.#promising.values()].includes(true);
    const isKnown = this.#documents.delete(path);
    const wasParsed = this.#parsed.delete(path);
    for (const [other, { contract }] of this.#documents) {
      if (contract?.inputs.includes(path)) this.#documents.delete(other);
    }
    return isKnown || wasParsed || this.#ground.named().includes(path);
  }

  #look(parts: ContractParts): Omit<ContractFacts, 'uses' | 'findUses'> {
    const facts = this.#ground.facts();
    const serving = facts.files.filter(({ isTest, isExcluded, policy }) => {
      return !isTest && !isExcluded && policy !== undefined && declaresContracts(policy);
    });
    const present = new Set(serving.map(({ path }) => path));
    for (const known of [this.#likely, this.#promising, this.#routeFacts])
      for (const path of known.keys()) if (!facts.fileAt(path)) known.delete(path);
    const paths = serving.map(({ path }) => path).filter((path) => this.#mayServe(path));
    const { routes, unresolved } = parts.findRoutes({
      paths,
      facts: (path) => this.#factsOf(path, parts),
      follow: this.#ground.follow,
    });
    const native = this.#findNative(serving, routes, parts);
    const inDocuments = this.#ground.named();
    const bindings = bindContracts({
      policies: this.#ground.policies(),
      named: [...new Set([...inDocuments, ...native.keys()])].sort(byCodeUnit),
      files: () => this.#filesThen(filesInside(facts.owners)),
      contractsIn: (path) =>
        isSourceName(path) ? (native.get(path) ?? []) : listed(this.#document(path, parts).contract),
      exists: (path) =>
        isSourceName(path) ? facts.fileAt(path) !== undefined : this.#document(path, parts).exists,
      serviceOf: (path) => facts.fileAt(path)?.standing.service?.element,
      packageFolder: (path) => folderOf(facts.manifestAround(path)?.path ?? ''),
    });
    const interfaces = this.#interfaces.find(serving, parts.interfaces);
    const named = new Set(interfaces.map(({ setting }) => setting));
    const own = { routes: routes.filter(({ path }) => present.has(path)), unresolved };
    const missing = bindings.missing.filter(({ setting }) => !named.has(setting));
    const absent = missing.map(({ service, setting: { covers } }) => ({
      ...(covers && { covers }),
      implementedBy: (path: string) => facts.fileAt(path)?.standing.service?.element === service,
    }));
    let matching: ContractFacts['matching'] | undefined;
    return {
      ...bindings,
      ...own,
      missing,
      interfaces,
      document: (path) => this.#parsedAt(path, parts),
      get matching() {
        matching ??= parts.match(bindings.contracts, own.routes, own.unresolved, absent);
        return matching;
      },
    };
  }

  /** The contracts that are written in TypeScript, by their files. */
  #findNative(
    files: readonly SourceFile[],
    routes: readonly Route[],
    parts: ContractParts,
  ): ReadonlyMap<string, readonly Contract[]> {
    const isNamed = namedTest(this.#ground.policies().inForce);
    const tables = new Set(files.map(({ path }) => path).filter(isNamed));
    const paths = files
      .map(({ path }) => path)
      .filter((path) => tables.has(path) || this.#promising.get(path) === true);
    const found = new Map<string, readonly Contract[]>();
    if (paths.length === 0) return found;
    const contracts = parts.findNativeContracts({
      paths,
      routes,
      tables,
      facts: (path) => this.#factsOf(path, parts),
      follow: this.#ground.follow,
      versionOf: (path) => packageVersion(path, this.#ground.facts(), this.#ground.read, parts),
    });
    for (const contract of contracts)
      found.set(contract.path, [...(found.get(contract.path) ?? []), contract]);
    return found;
  }

  #mayServe(path: string): boolean {
    if (!this.#likely.has(path)) {
      const result = this.#ground.read(path);
      if (result.ok) this.#see(path, result.text);
    }
    return this.#likely.get(path) === true;
  }

  #factsOf(path: string, { routeFacts }: ContractParts): RouteFacts | undefined {
    if (!this.#routeFacts.has(path)) {
      const result = this.#ground.read(path);
      this.#routeFacts.set(path, result.ok ? routeFacts(path, result.text) : undefined);
    }
    return this.#routeFacts.get(path);
  }

  #document(path: string, parts: ContractParts): ReadDocument {
    let known = this.#documents.get(path);
    if (!known) {
      known = this.#readDocument(path, parts);
      this.#documents.set(path, known);
    }
    return known;
  }

  #readDocument(path: string, parts: ContractParts): ReadDocument {
    const result = this.#ground.read(path);
    if (!result.ok) {
      const exists = result.problem !== 'missing' && result.problem !== 'folder';
      return { contract: undefined, directives: [], exists };
    }
    const { text } = result;
    const document = this.#parse(path, text, parts);
    const contract = parts.readContract({
      path,
      text,
      document,
      read: (other) => this.#parsedAt(other, parts),
    });
    return { contract, directives: parts.directives(text), exists: true };
  }

  #parsedAt(path: string, parts: ContractParts): JsonDocument | undefined {
    if (this.#parsed.has(path)) return this.#parsed.get(path);
    const result = this.#ground.read(path);
    if (result.ok) return this.#parse(path, result.text, parts);
    this.#parsed.set(path, undefined);
    return undefined;
  }

  #parse(path: string, text: string, parts: ContractParts): JsonDocument {
    const document = this.#parsed.get(path) ?? parts.parse(text);
    this.#parsed.set(path, document);
    return document;
  }
}

function listed<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** Tables of operations look like any other object, so that a policy has to name their files. */
function namedTest(inForce: readonly CompiledPolicy[]): (path: string) => boolean {
  const named = inForce.flatMap(({ policy: { folder, services } }) =>
    services.flatMap(({ contracts = [] }) =>
      contracts
        .filter(({ file }) => isSourceName(file.glob) || /[*?{[]/.test(file.glob))
        .map(({ file }) => ({ folder, glob: compileGlob(file.glob) })),
    ),
  );
  return (path) =>
    named.some(({ folder, glob }) => isBelow(folder, path) && glob.matches(relativeTo(folder, path)));
}
