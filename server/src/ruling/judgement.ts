import type { Exception } from '../model/policy.ts';
import type { Edge, SourceFile, Standing, WorkspaceFacts } from '../model/rule.ts';
import { ruleByEntry, ruleBySiblings } from './entries.ts';
import { ruleByOrder } from './layers.ts';
import { ruleByList } from './lists.ts';
import { boundaryRules, type Ruler, type Ruling } from './ruling.ts';
import { selects } from './selectors.ts';

const rulers: readonly Ruler[] = [ruleByOrder, ruleByList, ruleBySiblings, ruleByEntry];
const none: readonly never[] = [];

/** Standings are few and pairs of them are asked about again and again. */
const byPair = new WeakMap<Standing, Map<Standing, readonly Ruling[]>>();
const deniedByPair = new WeakMap<Standing, Map<Standing, readonly Ruling[]>>();
/** All rules ask about one file before they go on to the next; one whose imports or place changed is another object. */
const latest: { file: SourceFile | undefined; denied: readonly Denied[] } = { file: undefined, denied: none };

/** One import that the boundaries deny, before its kind, its package and the exceptions are asked. */
export interface Denied {
  readonly edge: Edge;
  /** In the order in which they are told. */
  readonly rulings: readonly Ruling[];
}

/** Everything that the boundaries say of a pair of standings, in the order in which it is told. */
export function rulingsBetween(from: Standing, to: Standing): readonly Ruling[] {
  if (from === to || !from.policy) return none;
  const row = rowOf(byPair, from);
  const known = row.get(to);
  if (known) return known;
  const found = rulers
    .flatMap((rule) => rule(from, to))
    .sort((a, b) => boundaryRules.indexOf(a.rule) - boundaryRules.indexOf(b.rule));
  row.set(to, found);
  return found;
}

/** The imports of a file that some boundary denies. */
export function deniedImports(file: SourceFile, workspace: WorkspaceFacts): readonly Denied[] {
  if (latest.file !== file) {
    latest.denied = findDenied(file, workspace);
    latest.file = file;
  }
  return latest.denied;
}

function findDenied(file: SourceFile, { file: fileOf }: WorkspaceFacts): readonly Denied[] {
  const { standing, targets } = file;
  if (!standing.policy) return none;
  let found: Denied[] | undefined;
  const denials = rowOf(deniedByPair, standing);
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index];
    if (target?.to !== 'file') continue;
    const to = fileOf(target.file);
    if (to.standing === standing) continue;
    let rulings = denials.get(to.standing);
    if (!rulings) {
      rulings = rulingsBetween(standing, to.standing).filter(({ verdict }) => verdict === 'denied');
      denials.set(to.standing, rulings);
    }
    const fact = rulings.length > 0 ? file.facts.imports[index] : undefined;
    if (!fact) continue;
    found ??= [];
    found.push({ edge: { from: file, to, fact }, rulings });
  }
  return found ?? none;
}

/** Whether a ruling that denies holds for an import, when the package around its target is asked. */
export function holds({ offeredBy }: Ruling, { to, fact }: Edge, workspace: WorkspaceFacts): boolean {
  if (!offeredBy) return true;
  const manifest = workspace.manifestAround(`${offeredBy.folder}/package.json`);
  return manifest !== undefined && !workspace.offers(manifest, to.path, fact.specifier);
}

/** The exception that allows an import for now. */
export function exceptionFor({ from, to }: Edge): Exception | undefined {
  const { policy } = from;
  return policy?.except.find(
    (exception) => selects(exception.from, from, policy) && selects(exception.to, to, policy),
  );
}

function rowOf(
  pairs: WeakMap<Standing, Map<Standing, readonly Ruling[]>>,
  from: Standing,
): Map<Standing, readonly Ruling[]> {
  const known = pairs.get(from);
  if (known) return known;
  const row = new Map<Standing, readonly Ruling[]>();
  pairs.set(from, row);
  return row;
}
