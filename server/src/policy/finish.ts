import { globProblem } from '../format/glob.ts';
import { didYouMean } from '../model/nearest.ts';
import type {
  Element,
  Exception,
  ItemSetting,
  Layer,
  PackageStatement,
  Policy,
  PolicyProblem,
  ReachStatement,
  Reference,
  Selector,
  Service,
  Slice,
} from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import type { PolicyDraft } from './draft.ts';
import type { ElementDraft } from './draft-elements.ts';
import { finishContract, finishGates } from './finish-settings.ts';

type Finished = Pick<
  Policy,
  'layers' | 'slices' | 'services' | 'packages' | 'reach' | 'except' | 'done' | 'gates'
>;

/** Turns merged drafts into statements: ranks the layers and finds out which selectors are names. */
export function finishDraft(draft: PolicyDraft): {
  readonly statements: Finished;
  readonly problems: readonly PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  const layers = rankLayers(draft, problems);
  const slices = draft.slices.map(
    ({ siblings = 'public', ...slice }): Slice => ({
      kind: 'slice',
      siblings,
      ...withFiles(slice, problems),
    }),
  );
  const services = draft.services.map(
    ({ contracts, ...service }): Service => ({
      kind: 'service',
      ...withFiles(service, problems),
      ...(contracts && { contracts: contracts.map(finishContract) }),
    }),
  );
  const distinct = withoutNamesakes([...layers, ...slices, ...services], problems);
  const names = createNames(distinct, problems);
  const own = <Of extends Element>(kind: Of['kind']): readonly Of[] =>
    distinct.flatMap((element) => (element.kind === kind ? [names.inElement(element as Of)] : []));
  return {
    statements: {
      layers: own<Layer>('layer'),
      slices: own<Slice>('slice'),
      services: own<Service>('service'),
      packages: draft.packages.flatMap(({ in: inside, ...statement }): readonly PackageStatement[] => {
        const places = inside && names.selectors(inside);
        const notIn = names.selectors(statement.notIn);
        if (places?.length === 0 || (statement.form === 'onlyIn' && notIn.length === 0)) return [];
        return [{ ...statement, notIn, ...(places && { in: places }) }];
      }),
      reach: draft.reach.flatMap((statement): readonly ReachStatement[] => {
        const from = names.selectors(statement.from);
        const mustNotReach = names.selectors(statement.mustNotReach);
        return from.length > 0 && mustNotReach.length > 0 ? [{ ...statement, from, mustNotReach }] : [];
      }),
      except: draft.except.flatMap((statement): readonly Exception[] => {
        const from = names.selectors(statement.from);
        const to = names.selectors(statement.to);
        return from.length > 0 && to.length > 0 ? [{ ...statement, from, to }] : [];
      }),
      done: draft.done.map((item) =>
        item.when?.services ? withKnownServices(item, own<Service>('service'), problems) : item,
      ),
      gates: finishGates(draft.gates, problems),
    },
    problems,
  };
}

/** Ranks the layers by the last order given; layers that cannot be placed or hold no files are told. */
function rankLayers(draft: PolicyDraft, problems: PolicyProblem[]): readonly Layer[] {
  const ranks = new Map(
    (draft.order ?? []).flatMap((names, rank) => names.map((name) => [name, rank] as const)),
  );
  const layers = draft.layers.flatMap(({ files, closed = false, ...layer }): readonly Layer[] => {
    const rank = ranks.get(layer.name);
    if (rank === undefined) {
      const message = `The layer "${layer.name}" of "${layer.place.path}" is missing from this list, which sets the order.`;
      problems.push(policyProblem('CFG-013', draft.orderPlace ?? layer.place, message));
      return [];
    }
    if (files === undefined) {
      problems.push(policyProblem('CFG-012', layer.place, `The layer "${layer.name}" has no "files".`));
    }
    return [{ kind: 'layer', ...layer, rank, closed, files: files ?? [] }];
  });
  return layers.sort((a, b) => a.rank - b.rank);
}

function withFiles({ files, ...draft }: ElementDraft, problems: PolicyProblem[]): Omit<Service, 'kind'> {
  if (files === undefined)
    problems.push(policyProblem('CFG-019', draft.place, `"${draft.name}" has no "files".`));
  return { ...draft, files: files ?? [] };
}

/** Layers, slices and services share one namespace; of two with one name the first counts. */
function withoutNamesakes(elements: readonly Element[], problems: PolicyProblem[]): readonly Element[] {
  const seen = new Map<string, Element>();
  return elements.filter((element) => {
    const other = seen.get(element.name);
    if (!other) seen.set(element.name, element);
    else {
      const message = `There is a ${other.kind} named "${element.name}" already; this ${element.kind} has no effect.`;
      problems.push(policyProblem('CFG-017', element.place, message));
    }
    return !other;
  });
}

/** An item about a service that does not exist would never come up. */
function withKnownServices(
  item: ItemSetting,
  services: readonly Service[],
  problems: PolicyProblem[],
): ItemSetting {
  const known = services.map(({ name }) => name);
  for (const { text, place } of item.when?.services ?? []) {
    if (known.includes(text)) continue;
    const message = `There is no service "${text}".${didYouMean(text, known)}`;
    problems.push(policyProblem('CFG-016', place, message));
  }
  return item;
}

interface Names {
  selectors(references: readonly Reference[]): readonly Selector[];
  inElement<Of extends Element>(element: Of): Of;
}

/** Something that looks like a name, and not like a glob of files. */
const nameLike = /^[\w:@-]+$/;

function createNames(elements: readonly Element[], problems: PolicyProblem[]): Names {
  const known = elements.map(({ name }) => name);
  const isName = (text: string) => known.includes(text) || known.includes(familyOf(text));
  const unknown = ({ text, place }: Reference) => {
    const message = `There is no layer, slice or service "${text}".${didYouMean(text, known)}`;
    problems.push(policyProblem('CFG-016', place, message));
  };
  return {
    selectors: (references) =>
      references.flatMap((reference): readonly Selector[] => {
        const { text, place } = reference;
        if (isName(text)) return [{ by: 'name', name: text, place }];
        const wrong = globProblem(text);
        if (wrong === undefined && !nameLike.test(text)) return [{ by: 'glob', glob: text, place }];
        if (nameLike.test(text)) unknown(reference);
        else problems.push(policyProblem('CFG-009', place, `The pattern "${text}" ${wrong}.`));
        return [];
      }),
    inElement(element) {
      if (!element.mayImport) return element;
      const mayImport = element.mayImport.filter((reference) => {
        if (!isName(reference.text)) unknown(reference);
        return isName(reference.text);
      });
      return { ...element, mayImport };
    },
  };
}

/** `feature:cart` is one of the family `feature`. */
function familyOf(text: string): string {
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}
