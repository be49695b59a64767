import { createKnownPaths, type KnownPaths, placeNames } from '../gating/placing.ts';
import type { GateEvidence } from '../model/change-facts.ts';
import type { Evidence, Parsed, Report } from '../model/evidence.ts';
import { hashText } from '../model/hash.ts';
import type { ReadResult } from '../model/host.ts';
import { folderOf, joinPath } from '../model/path.ts';
import type { Gates, Pattern, Policy } from '../model/policy.ts';
import { readAcceptances } from '../read/acceptances.ts';
import { readCoverage } from '../read/coverage/read-coverage.ts';
import { readTests } from '../read/junit.ts';
import { readSecurity } from '../read/security.ts';
import { readVulnerabilities } from '../read/vulnerabilities.ts';

/** A report file. */
export interface EvidenceFile {
  /** Relative POSIX to the root. */
  readonly path: string;
  /** Milliseconds since 1970, when it was last written. */
  readonly modified: number;
  /** Bytes. */
  readonly size: number;
}

/** Where reports come from. */
export interface EvidenceSource {
  /** Files that a pattern names, relative to a folder; whether git ignores them or not. */
  find(folder: string, pattern: string): readonly EvidenceFile[];
  read(path: string): ReadResult;
  /** A file on another branch, by `BRANCH/PATH`; undefined where there is none. */
  readAside(place: string): Promise<ReadResult | undefined>;
  /** The absolute path of the root, as the system writes it. */
  readonly root?: string;
}

/** What a change asks of the reports. */
export interface EvidenceRequest {
  readonly policy: Policy;
  /** Every file of the workspace, which names in reports may mean. */
  readonly paths: readonly string[];
  /** Files whose lines are wanted, by their paths of now; and by those in the base. */
  readonly changed: ReadonlySet<string>;
  readonly changedInBase: ReadonlySet<string>;
}

/** A report that was read: of which version, among which files of the workspace, and with the lines of which. */
interface Kept {
  readonly key: string;
  readonly wanted: ReadonlySet<string>;
  readonly parsed: Parsed<unknown>;
}

const none: ReadonlySet<string> = new Set();

/** Reads the reports that gates declare, and remembers of each the last version: an editor asks again and again. */
export class EvidenceReader {
  readonly #source: EvidenceSource;
  #kept = new Map<string, Kept>();
  #used = new Map<string, Kept>();

  constructor(source: EvidenceSource) {
    this.#source = source;
  }

  /** Forgets what no policy has asked for since the last call. */
  settle(): void {
    this.#kept = this.#used;
    this.#used = new Map();
  }

  async read(request: EvidenceRequest): Promise<GateEvidence> {
    const { gates, folder } = request.policy;
    if (Object.keys(gates).length === 0) return {};
    const known = createKnownPaths(request.paths);
    const there = hashText(request.paths.join('\n'));
    const reports = <Content>(
      kind: string,
      patterns: readonly Pattern[] | undefined,
      parse: Parse<Content>,
    ) => {
      const wanted = kind === 'coverage' ? request.changed : none;
      return patterns && this.#reports(kind, folder, patterns, { there, wanted }, parse);
    };
    const coverage = reports('coverage', gates.coverage?.reports, (text, path) =>
      readCoverage(text, { ...this.#origin(path), known, isDetailed: (own) => request.changed.has(own) }),
    );
    const vulnerabilities = reports('vulnerabilities', gates.vulnerabilities?.reports, (text, path) =>
      this.#placed(path, known, (place) => readVulnerabilities(text, { path, place })),
    );
    const acceptances = reports('acceptances', gates.vulnerabilities?.accept, readAcceptances);
    const security = reports('security', gates.security?.reports, (text, path) =>
      this.#placed(path, known, (place) => readSecurity(text, { place })),
    );
    const tests = reports('tests', gates.tests?.reports, (text, path) =>
      readTests(text, { ...this.#origin(path), known }),
    );
    const baseCoverage = await this.#baseCoverage(gates, request, known);
    return {
      ...(coverage && { coverage }),
      ...(baseCoverage && { baseCoverage }),
      ...(vulnerabilities && { vulnerabilities }),
      ...(acceptances && { acceptances }),
      ...(security && { security }),
      ...(tests && { tests }),
    };
  }

  #reports<Content>(
    kind: string,
    folder: string,
    patterns: readonly Pattern[],
    { there, wanted }: { readonly there: string; readonly wanted: ReadonlySet<string> },
    parse: Parse<Content>,
  ): Evidence<Content> {
    const files = new Map<string, EvidenceFile>();
    const missing: { readonly glob: string; readonly place: Pattern['place'] }[] = [];
    for (const { glob, place } of patterns) {
      const found = this.#source.find(folder, glob);
      for (const file of found) files.set(file.path, file);
      if (found.length === 0) missing.push({ glob, place });
    }
    const reports = [...files.values()].map((file): Report<Content> => {
      const key = [file.modified, file.size, there].join('\n');
      const parsed = this.#remembered(`${kind}\n${file.path}`, { key, wanted }, () =>
        this.#parse(file.path, parse),
      );
      return { path: file.path, modified: file.modified, parsed };
    });
    return { reports, missing };
  }

  /** What was read for more files than are wanted now tells of these as well: a file that leaves the change costs nothing. */
  #remembered<Content>(
    name: string,
    { key, wanted }: Omit<Kept, 'parsed'>,
    parse: () => Parsed<Content>,
  ): Parsed<Content> {
    const known = this.#used.get(name) ?? this.#kept.get(name);
    const isGood = known?.key === key && [...wanted].every((path) => known.wanted.has(path));
    const kept = isGood ? known : { key, wanted, parsed: parse() };
    this.#used.set(name, kept);
    return kept.parsed as Parsed<Content>;
  }

  #parse<Content>(path: string, parse: Parse<Content>): Parsed<Content> {
    const result = this.#source.read(path);
    if (result.ok) return parse(result.text, path);
    return { ok: false, message: `The report cannot be read: ${result.detail}.` };
  }

  async #baseCoverage(
    gates: Gates,
    { policy, paths, changedInBase }: EvidenceRequest,
    known: KnownPaths,
  ): Promise<GateEvidence['baseCoverage']> {
    const named = gates.coverage?.base?.text;
    if (named === undefined) return undefined;
    const isAside = named.startsWith('git:');
    const path = isAside ? named : joinPath(policy.folder, named);
    const isOutside = !isAside && (path === '..' || path.startsWith('../') || named.startsWith('/'));
    if (isOutside) return { path, modified: 0, parsed: { ok: false, message: outside } };
    const result = isAside
      ? await this.#source.readAside(named.slice('git:'.length))
      : this.#source.read(path);
    if (!result || (!result.ok && result.problem === 'missing')) return undefined;
    if (!result.ok) {
      return {
        path,
        modified: 0,
        parsed: { ok: false, message: `The report cannot be read: ${result.detail}.` },
      };
    }
    const { text } = result;
    const key = [hashText(text), hashText(paths.join('\n')), ...changedInBase].join('\n');
    const parsed = this.#remembered(`base\n${path}`, { key, wanted: none }, () =>
      readCoverage(text, {
        ...this.#origin(isAside ? '' : path),
        known: changedInBase.size === 0 ? known : createKnownPaths([...paths, ...changedInBase]),
        isDetailed: (own) => changedInBase.has(own),
      }),
    );
    return { path, modified: 0, parsed };
  }

  #origin(path: string): { readonly folder: string; readonly root?: string } {
    const { root } = this.#source;
    return { folder: folderOf(path), ...(root !== undefined && { root }) };
  }

  /** All names of a report are placed together, so that what most of them agree on settles the others. */
  #placed<Content>(
    path: string,
    known: KnownPaths,
    read: (place: (name: string) => string | undefined) => Parsed<Content>,
  ): Parsed<Content> {
    const names = new Set<string>();
    const first = read((name) => {
      names.add(name);
      return undefined;
    });
    if (!first.ok || names.size === 0) return first;
    const all = [...names];
    const paths = placeNames(
      all.map((name) => [name]),
      known,
      this.#origin(path),
    );
    const places = new Map(all.map((name, index) => [name, paths[index]]));
    return read((name) => places.get(name));
  }
}

const outside = 'The report must lie in the folder of the workspace.';

type Parse<Content> = (text: string, path: string) => Parsed<Content>;
