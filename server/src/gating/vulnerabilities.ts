import { isLockFile } from '../format/lock-file.ts';
import type { ChangeFacts } from '../model/change-facts.ts';
import type { Vulnerability } from '../model/evidence.ts';
import { decide } from './acceptance.ts';
import { weakIn } from './installed.ts';
import { type Asking, type BroughtVulnerability, judgeLocked } from './locked-vulnerabilities.ts';
import { type Lock, locksOf } from './locks.ts';
import { declaredAnew } from './manifests-before.ts';
import { mergedVulnerabilities } from './same-vulnerability.ts';

export interface VulnerabilityOutcome {
  /** What is to be told: all new ones, and old ones of which an acceptance has ended. */
  readonly told: readonly BroughtVulnerability[];
  /** How many the base had already and nobody has accepted. */
  readonly existing: number;
  readonly accepted: number;
  /** Why it cannot be told what is new, one sentence each: then the gate has not passed. */
  readonly unknown: readonly string[];
}

const judged = new WeakMap<ChangeFacts, VulnerabilityOutcome>();

/**
 * Which of the reported vulnerabilities the change brings; undefined where the policy does not ask. Reports that cannot be
 * used are not looked at: that they are there is another rule's business.
 */
export function newVulnerabilities(facts: ChangeFacts): VulnerabilityOutcome | undefined {
  if (!facts.policy.gates.vulnerabilities || !facts.evidence.vulnerabilities) return undefined;
  const known = judged.get(facts) ?? judge(facts);
  judged.set(facts, known);
  return known;
}

function judge(facts: ChangeFacts): VulnerabilityOutcome {
  const { reports } = facts.evidence.vulnerabilities ?? { reports: [] };
  const locks = locksOf(facts);
  const paths = new Set(locks.map(({ path }) => path));
  const all = mergedVulnerabilities(
    reports.flatMap(({ parsed }) => (parsed.ok ? parsed.content : [])),
  ).filter(
    // What a lock file of another policy has installed is judged there.
    ({ lockFile }) => lockFile === undefined || paths.has(lockFile) || !isLockFile(lockFile),
  );
  const isElsewhere = ({ lockFile }: Vulnerability) => lockFile !== undefined && !paths.has(lockFile);
  const elsewhere = all.filter(isElsewhere);
  const own = all.filter((one) => !isElsewhere(one));
  const asking = askingOf(facts);
  const outcomes = [inOtherFiles(elsewhere, facts), own.length === 0 ? nothing : inLocks(own, locks, asking)];
  return joined(outcomes);
}

const nothing: VulnerabilityOutcome = { told: [], existing: 0, accepted: 0, unknown: [] };

function askingOf(facts: ChangeFacts): Asking {
  const { reports } = facts.evidence.acceptances ?? { reports: [] };
  const acceptances = reports.flatMap(({ parsed }) => (parsed.ok ? parsed.content : []));
  const products = new Set(facts.workspace.manifests.flatMap(({ name }) => (name === '' ? [] : [name])));
  const { today } = facts.workspace;
  return { facts, decide: (one, version) => decide(one, version, acceptances, products, today) };
}

function joined(outcomes: readonly VulnerabilityOutcome[]): VulnerabilityOutcome {
  const told = new Map<string, BroughtVulnerability>();
  for (const one of outcomes.flatMap((outcome) => outcome.told)) {
    const { declared, installed, vulnerability } = one;
    const at = declared ? `${declared.manifest.path}\n${declared.dependency.name}` : `\n${installed?.lock}`;
    const key = `${vulnerability.package}\n${vulnerability.id}\n${at}`;
    // Two lock files beside each other tell of one dependency.
    if (one.isNew || !told.has(key)) told.set(key, one);
  }
  return {
    told: [...told.values()],
    existing: outcomes.reduce((sum, { existing }) => sum + existing, 0),
    accepted: outcomes.reduce((sum, { accepted }) => sum + accepted, 0),
    unknown: [...new Set(outcomes.flatMap(({ unknown }) => unknown))],
  };
}

/** What stands in files of other package managers is old as long as nobody touches these; beyond that nothing is known. */
function inOtherFiles(all: readonly Vulnerability[], { change }: ChangeFacts): VulnerabilityOutcome {
  const changed = new Set(change.files.map(({ path }) => path));
  const open = all.filter(({ lockFile = '' }) => changed.has(lockFile));
  const files = [...new Set(open.map(({ lockFile = '' }) => lockFile))];
  const unknown = files.map(
    (file) =>
      `Which vulnerabilities in "${file}" are new cannot be told: only lock files of npm, pnpm and yarn are compared.`,
  );
  return { ...nothing, existing: all.length - open.length, unknown };
}

function inLocks(
  all: readonly Vulnerability[],
  locks: readonly Lock[],
  asking: Asking,
): VulnerabilityOutcome {
  if (locks.length === 0) return withoutLock(all, asking);
  const seen = new Set<Vulnerability>();
  const outcomes = locks.map((lock) => {
    const about = all.filter(({ lockFile = lock.path }) => lockFile === lock.path);
    return inLock(lock, about, seen, asking);
  });
  const isWhole = locks.every((lock) => lock.head().ok);
  return joined([...outcomes, isWhole ? { ...nothing, unknown: strangeReports(all, seen) } : nothing]);
}

function inLock(
  lock: Lock,
  all: readonly Vulnerability[],
  seen: Set<Vulnerability>,
  asking: Asking,
): VulnerabilityOutcome {
  const head = lock.head();
  const cannot = `Which vulnerabilities in "${lock.path}" are new cannot be told`;
  if (!head.ok) return { ...nothing, unknown: [`${cannot}: ${head.message}.`] };
  const graph = head.content;
  const installed = all.flatMap((vulnerability) => {
    const weak = weakIn(graph, vulnerability);
    return weak.length > 0 ? [{ vulnerability, weak }] : [];
  });
  for (const { vulnerability } of installed) seen.add(vulnerability);
  if (installed.length === 0) return nothing;
  const base = lock.base();
  if (base.is === 'undated') return { ...nothing, unknown: [`${cannot}: ${base.why}.`] };
  const before = base.is === 'known' ? base.graph : undefined;
  const parts = installed.map(({ vulnerability, weak }) =>
    judgeLocked(vulnerability, weak, lock, graph, before, asking),
  );
  return {
    told: parts.flatMap(({ told }) => told),
    existing: parts.filter(({ is }) => is === 'existing').length,
    accepted: parts.filter(({ is }) => is === 'accepted').length,
    unknown: [],
  };
}

/** A report of which nothing is installed is an old one, or that of something else. */
function strangeReports(all: readonly Vulnerability[], seen: ReadonlySet<Vulnerability>): readonly string[] {
  const fitting = new Set([...seen].map(({ report }) => report));
  return [...new Set(all.map(({ report }) => report))]
    .filter((report) => !fitting.has(report))
    .map(
      (report) =>
        `Nothing that "${report}" tells of is installed by a lock file here: it is older than that, or of another project.`,
    );
}

/** Without a lock file only what the change itself declares is certainly new. */
function withoutLock(
  all: readonly Vulnerability[],
  { facts, decide: decideOn }: Asking,
): VulnerabilityOutcome {
  const open = all.filter((one) => decideOn(one, one.versions[0] ?? '').is !== 'accepted');
  if (open.length === 0) return { ...nothing, accepted: all.length };
  const manifests = facts.workspace.manifests.filter(
    ({ path }) => facts.workspace.policyOf(path) === facts.policy,
  );
  const told = manifests.flatMap((manifest) => {
    const added = declaredAnew(facts, manifest);
    return open.flatMap((vulnerability): readonly BroughtVulnerability[] => {
      const { package: weak, broughtBy = [], fixedIn } = vulnerability;
      const dependency = manifest.dependencies.find(
        ({ name }) => added.has(name) && (name === weak || broughtBy.includes(name)),
      );
      if (!dependency) return [];
      const way = dependency.name === weak ? [weak] : [dependency.name, weak];
      const isDev = dependency.section === 'devDependencies';
      const safe = fixedIn === undefined ? {} : { safe: fixedIn };
      return [{ vulnerability, declared: { manifest, dependency }, way, isDev, isNew: true, ...safe }];
    });
  });
  const unknown = [
    'Which of the reported vulnerabilities are new cannot be told: there is no lock file of npm, pnpm or yarn.',
  ];
  return { told, existing: 0, accepted: all.length - open.length, unknown };
}
