import { type Fields, fieldsAt, objectsAt, own, textAt, textsAt } from '../format/plain-json.ts';
import type { Acceptance } from '../model/change-facts.ts';
import { noDay } from '../model/date.ts';
import { byCodeUnit } from '../model/path.ts';
import { npmPackage, type Reason, reasonIn } from './accepted-reason.ts';
import { namesIn } from './vulnerability-level.ts';

/**
 * Reads the statements of an OpenVEX document that accept something. Of several about the same vulnerability and products
 * the latest counts. Format: OpenVEX 0.2; one that is `affected` is borne only until the day that its action names.
 */
export function readOpenVex(document: Fields, path: string): readonly Acceptance[] {
  const issued = textAt(document, 'timestamp') ?? '';
  const latest = new Map<string, Fields>();
  const stamp = (one: Fields) => textAt(one, 'last_updated') ?? textAt(one, 'timestamp') ?? issued;
  for (const statement of [...objectsAt(document, 'statements')].sort((a, b) =>
    byCodeUnit(stamp(a), stamp(b)),
  )) {
    const about = JSON.stringify([idsOf(statement), own(statement, 'products')]);
    latest.set(about, statement);
  }
  return [...latest.values()].flatMap((statement) => {
    const ids = idsOf(statement);
    const said = openVexReason(statement);
    if (ids.length === 0 || !said) return [];
    const packages = productsOf(statement);
    return [{ ids, ...(packages && { packages }), ...said, path }];
  });
}

function idsOf(statement: Fields): readonly string[] {
  // Before version 0.2 the vulnerability was a mere name.
  const plain = textAt(statement, 'vulnerability');
  const fields = fieldsAt(statement, 'vulnerability');
  const all = [
    plain,
    textAt(fields, 'name'),
    ...namesIn(textAt(fields, '@id') ?? ''),
    ...textsAt(fields, 'aliases'),
  ];
  return [...new Set(all.filter((id) => id !== undefined))];
}

function openVexReason(statement: Fields): Reason | undefined {
  const status = textAt(statement, 'status');
  const notes = textAt(statement, 'status_notes');
  if (status === 'fixed') return reasonIn(notes ?? 'fixed');
  if (status === 'affected') {
    const borne = reasonIn(textAt(statement, 'action_statement') ?? '', true);
    return borne.until === undefined || borne.until === noDay ? undefined : borne;
  }
  if (status !== 'not_affected') return undefined;
  const impact = textAt(statement, 'impact_statement');
  const justification = textAt(statement, 'justification')?.replaceAll('_', ' ');
  const ended = [impact, notes].map((text) => reasonIn(text ?? '')).find(({ until }) => until !== undefined);
  return {
    ...reasonIn(impact ?? justification ?? ''),
    ...(ended?.until !== undefined && { until: ended.until }),
  };
}

/** Which packages it is about: parts of the products where it names any, else products that all are packages of npm. */
function productsOf(statement: Fields): Acceptance['packages'] {
  const products = own(statement, 'products');
  const texts = Array.isArray(products)
    ? products.filter((one): one is string => typeof one === 'string')
    : [];
  const objects = objectsAt(statement, 'products');
  const parts = objects.flatMap((one) => objectsAt(one, 'subcomponents'));
  const urls = parts.length > 0 ? parts.map(urlOf) : [...texts, ...objects.map(urlOf)];
  const packages = urls.map(npmPackage).filter((one) => one !== undefined);
  return packages.length > 0 && packages.length === urls.length ? packages : undefined;
}

function urlOf(component: Fields): string {
  const purl = textAt(fieldsAt(component, 'identifiers'), 'purl');
  return purl ?? textAt(component, '@id') ?? '';
}

const settledStates: ReadonlySet<string> = new Set([
  'not_affected',
  'false_positive',
  'resolved',
  'resolved_with_pedigree',
]);

/** Reads the analyses in a CycloneDX document that accept something; what is exploitable is borne only until a named day. */
export function readCycloneDxVex(document: Fields, path: string): readonly Acceptance[] {
  const urls = new Map(
    objectsAt(document, 'components').map(
      (one) => [textAt(one, 'bom-ref') ?? '', textAt(one, 'purl') ?? ''] as const,
    ),
  );
  return objectsAt(document, 'vulnerabilities').flatMap((one) => {
    const analysis = fieldsAt(one, 'analysis');
    const state = textAt(analysis, 'state') ?? '';
    const justification = textAt(analysis, 'justification')?.replaceAll('_', ' ') ?? '';
    const said = reasonIn(textAt(analysis, 'detail') ?? justification, state === 'exploitable');
    const isBorne = state === 'exploitable' && said.until !== undefined && said.until !== noDay;
    const id = textAt(one, 'id');
    if (id === undefined || !(settledStates.has(state) || isBorne)) return [];
    const aliases = objectsAt(one, 'references').flatMap((reference) => textAt(reference, 'id') ?? []);
    const affected = objectsAt(one, 'affects').map((target) => {
      const reference = textAt(target, 'ref') ?? '';
      return npmPackage(urls.get(reference) ?? reference);
    });
    const packages = affected.filter((target) => target !== undefined);
    const isLimited = packages.length > 0 && packages.length === affected.length;
    return [{ ids: [id, ...aliases], ...(isLimited && { packages }), ...said, path }];
  });
}
