import { compileGlob } from '../../format/glob.ts';
import type { Contract, Route, ServedRoutes } from '../../model/contract.ts';
import type { ContractFacts, GovernedInterface } from '../../model/contract-facts.ts';
import { filesInside } from '../../model/owners.ts';
import { byCodeUnit, folderOf, isBelow, lastSegment, relativeTo } from '../../model/path.ts';
import { declaresContracts } from '../../model/policy.ts';
import type { RouteFacts } from '../../model/route-facts.ts';
import { isSourceName } from '../../model/source-path.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import type { ContractParts, EngineParts, FindRoutes } from '../parts.ts';
import { bindContracts } from './bindings.ts';
import type { ContractDocuments } from './documents.ts';
import type { ContractGround } from './ground.ts';
import type { Interfaces } from './interfaces.ts';
import { lastFor, lastingList } from './last-for.ts';
import { packageVersion } from './package-version.ts';
import type { ContractSources } from './sources.ts';
import { WrittenContracts } from './written.ts';

interface Sought {
  readonly documents: ContractDocuments;
  readonly sources: ContractSources;
  readonly interfaces: Interfaces;
  readonly filesThen: NonNullable<EngineParts['filesThen']>;
  readonly movedSince: NonNullable<EngineParts['movedSince']>;
}

type Known = Omit<ContractFacts, 'uses' | 'findUses'>;
type NativeContracts = ReadonlyMap<string, readonly Contract[]>;
type Bindings = ReturnType<typeof bindContracts>;
interface Likely {
  readonly serving: readonly string[];
  readonly promising: readonly string[];
  readonly tables: ReadonlySet<string>;
}

/** Finds contracts and routes and what they say of each other, each part again only where it may be other by now. */
export class ContractSearch {
  readonly #parts: ContractParts;
  readonly #ground: ContractGround;
  readonly #sought: Sought;
  readonly #find: FindRoutes;
  /** The matching of an older state is let go, and made again if somebody still asks for it. */
  readonly #matching: ReturnType<ContractParts['createMatcher']>;
  /** What contracts in TypeScript were found by. */
  readonly #asked = new Map<string, RouteFacts | undefined>();
  readonly #written: WrittenContracts;
  /** Grow when what the parts rest on may be other. */
  #surroundings = 0;
  #packages = 0;
  #implementers = 0;
  #promises = 0;
  /** The surroundings when routes were last found. */
  #ledAt = -1;

  constructor(parts: ContractParts, ground: ContractGround, sought: Sought) {
    this.#parts = parts;
    this.#ground = ground;
    this.#sought = sought;
    this.#find = parts.createRouteFinder();
    this.#written = new WrittenContracts(ground, sought.sources);
    this.#matching = lastFor(parts.createMatcher());
  }

  /**
   * Looks again after changes; source files have been read anew by now. `isOther` where files, imports, policies or owners may
   * be others: globs of contracts mean files that git knows. The same object as long as nothing differs.
   */
  look(paths: ReadonlySet<string>, isOther: boolean): Known {
    const { documents, sources, interfaces } = this.#sought;
    if (isOther) this.#surroundings += 1;
    this.#written.note(isOther ? undefined : paths);
    for (const path of paths)
      if (!isSourceName(path)) {
        documents.note(path);
        if (lastSegment(path) === 'package.json') this.#packages += 1;
      } else if (interfaces.concerns(path)) this.#implementers += 1;
    const at = this.#surroundings;
    const likely = this.#likely(at, sources.likelyChanges);
    const found = this.#routes(at, likely, sources.changes);
    const native = this.#native(at, found.routes);
    const bindings = this.#bindings(at, documents.changes, native);
    const served = this.#suggested(found, bindings.contracts);
    return this.#all(served, bindings, this.#governed(at, this.#implementers));
  }

  /** The files that count, in order. */
  readonly #serving = lastFor((_surroundings: number) => {
    const facts = this.#ground.facts();
    this.#sought.sources.keep((path) => facts.fileAt(path) !== undefined);
    const files = facts.files.filter(({ isTest, isExcluded, policy }) => {
      return !isTest && !isExcluded && policy !== undefined && declaresContracts(policy);
    });
    return { files, paths: files.map(({ path }) => path), present: new Set(files.map(({ path }) => path)) };
  });

  /** Those that may serve, and those that may promise something in TypeScript. */
  readonly #likely = lastFor((surroundings: number, _changes: number): Likely => {
    const { sources, movedSince } = this.#sought;
    const { paths } = this.#serving(surroundings);
    const serving = paths.filter((path) => sources.mayServe(path));
    const isNamed = namedTest(this.#ground.policies().inForce);
    const tables = new Set(paths.filter((path) => isNamed(path) || isNamed(movedSince.get(path) ?? path)));
    return {
      serving,
      tables,
      promising: paths.filter((path) => tables.has(path) || sources.mayPromise(path)),
    };
  });

  readonly #routes = lastFor((surroundings: number, { serving }: Likely, _changes: number): ServedRoutes => {
    const leadsAsBefore = surroundings === this.#ledAt;
    this.#ledAt = surroundings;
    const found = this.#find({
      paths: serving,
      files: this.#serving(surroundings).paths,
      facts: (path) => this.#sought.sources.facts(path, this.#parts),
      follow: this.#ground.follow,
      leadsAsBefore,
    });
    return this.#present(surroundings, found);
  });

  readonly #present = lastFor((surroundings: number, { routes, unresolved }: ServedRoutes): ServedRoutes => {
    const { present } = this.#serving(surroundings);
    return { routes: routes.filter(({ path }) => present.has(path)), unresolved };
  });

  /** The contracts that are written in TypeScript, by their files. */
  #native(surroundings: number, routes: readonly Route[]): NativeContracts {
    const { sources } = this.#sought;
    const likely = this.#likely(surroundings, sources.likelyChanges);
    if (likely.promising.length === 0) return none;
    for (const [path, facts] of this.#asked) {
      if (sources.facts(path, this.#parts) === facts) continue;
      this.#promises += 1;
      break;
    }
    const made = this.#made(
      routes.filter(({ operation, beneath }) => operation !== undefined && beneath === undefined),
    );
    return this.#nativeAt(surroundings, likely, made, this.#packages, this.#promises);
  }

  readonly #made = lastingList<Route>();

  readonly #nativeAt = lastFor(
    (
      _surroundings: number,
      { promising, tables }: Likely,
      routes: readonly Route[],
      _packages: number,
      _promises: number,
    ): NativeContracts => {
      const [parts, ground] = [this.#parts, this.#ground];
      this.#asked.clear();
      const contracts = parts.findNativeContracts({
        paths: promising,
        routes,
        tables,
        facts: (path) => {
          const facts = this.#sought.sources.facts(path, parts);
          this.#asked.set(path, facts);
          return facts;
        },
        follow: ground.follow,
        versionOf: (path) => packageVersion(path, ground.facts(), ground.read, parts),
      });
      return groupedByPath(contracts);
    },
  );

  readonly #bindings = lastFor((_surroundings: number, _documents: number, native: NativeContracts) => {
    const [parts, ground, { documents, filesThen, movedSince }] = [this.#parts, this.#ground, this.#sought];
    const facts = ground.facts();
    const asked = new Set<string>();
    const documentAt = (path: string) => {
      asked.add(path);
      return documents.at(path, parts);
    };
    const bindings = bindContracts({
      policies: ground.policies(),
      named: [...new Set([...ground.named(), ...native.keys()])].sort(byCodeUnit),
      files: () => filesThen(filesInside(facts.owners)),
      moved: movedSince,
      contractsIn: (path) => {
        if (isSourceName(path)) return native.get(path) ?? [];
        const { contract } = documentAt(path);
        return contract ? [contract] : [];
      },
      exists: (path) => (isSourceName(path) ? facts.fileAt(path) !== undefined : documentAt(path).exists),
      serviceOf: (path) => facts.fileAt(path)?.standing.service?.element,
      packageFolder: (path) => folderOf(facts.manifestAround(path)?.path ?? ''),
    });
    documents.keep(asked);
    return bindings;
  });

  readonly #suggested = lastFor((found: ServedRoutes, contracts: Bindings['contracts']) =>
    this.#parts.suggestPrefixes(contracts, found),
  );

  readonly #governed = lastFor((surroundings: number, _implementers: number) =>
    this.#sought.interfaces.find(this.#serving(surroundings).files, this.#parts.interfaces),
  );

  readonly #missing = lastingList<Bindings['missing'][number]>();

  /** As matching sees contracts that are not there. */
  readonly #absent = lastFor((missing: Bindings['missing']) => {
    const facts = this.#ground.facts();
    return missing.map(({ service, setting: { covers } }) => ({
      ...(covers && { covers }),
      implementedBy: (path: string) => facts.fileAt(path)?.standing.service?.element === service,
    }));
  });

  readonly #all = lastFor(
    (
      { routes, unresolved }: ServedRoutes,
      { contracts, missing }: Bindings,
      interfaces: readonly GovernedInterface[],
    ): Known => {
      const named = new Set(interfaces.map(({ setting }) => setting));
      const absent = this.#missing(missing.filter(({ setting }) => !named.has(setting)));
      const matching = () => this.#matching(contracts, routes, unresolved, this.#absent(absent));
      return {
        contracts,
        missing: absent,
        routes,
        unresolved,
        interfaces,
        document: (path) => this.#sought.documents.parsedAt(path, this.#parts),
        written: (contract) => this.#written.of(contract, this.#parts),
        get matching() {
          return matching();
        },
      };
    },
  );
}

const none: NativeContracts = new Map();

function groupedByPath(contracts: readonly Contract[]): NativeContracts {
  const found = new Map<string, readonly Contract[]>();
  for (const contract of contracts) found.set(contract.path, [...(found.get(contract.path) ?? []), contract]);
  return found;
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
