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
/** Nearly every file has none; a file whose imports or place changed is another object. */
const byFile = new WeakMap<SourceFile, readonly Denied[]>();

/** One import that the boundaries deny, before its kind, its package and the exceptions are asked. */
export interface Denied {
  readonly edge: Edge;
  /** In the order in which they are told. */
  readonly rulings: readonly Ruling[];
}

/** Everything that the boundaries say of a pair of standings, in the order in which it is told. */
export function rulingsBetween(from: Standing, to: Standing): readonly Ruling[] {
  if (from === to || !from.policy) return none;
  return remembered(byPair, from, to, () =>
    rulers
      .flatMap((rule) => rule(from, to))
      .sort((a, b) => boundaryRules.indexOf(a.rule) - boundaryRules.indexOf(b.rule)),
  );
}

/** The imports of a file that some boundary denies. */
export function deniedImports(file: SourceFile, { file: fileOf }: WorkspaceFacts): readonly Denied[] {
  const known = byFile.get(file);
  if (known) return known;
  let found: Denied[] | undefined;
  for (let index = 0; index < file.targets.length; index++) {
    const target = file.targets[index];
    if (target?.to !== 'file') continue;
    const to = fileOf(target.file);
    const rulings = denials(file.standing, to.standing);
    const fact = rulings.length > 0 ? file.facts.imports[index] : undefined;
    if (!fact) continue;
    found ??= [];
    found.push({ edge: { from: file, to, fact }, rulings });
  }
  byFile.set(file, found ?? none);
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

function denials(from: Standing, to: Standing): readonly Ruling[] {
  if (from === to || !from.policy) return none;
  return remembered(deniedByPair, from, to, () =>
    rulingsBetween(from, to).filter(({ verdict }) => verdict === 'denied'),
  );
}

function remembered(
  pairs: WeakMap<Standing, Map<Standing, readonly Ruling[]>>,
  from: Standing,
  to: Standing,
  find: () => readonly Ruling[],
): readonly Ruling[] {
  let row = pairs.get(from);
  if (!row) {
    row = new Map();
    pairs.set(from, row);
  }
  const known = row.get(to);
  if (known) return known;
  const found = find();
  row.set(to, found);
  return found;
}
