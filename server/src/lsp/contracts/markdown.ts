import type { Service } from '../../model/policy.ts';
import type { Place } from '../../model/span.ts';
import { type ContractView, placeName } from './view.ts';

export function link(view: ContractView, place: Place, text = placeName(view, place)): string {
  const { line, character } = view.lines(place.path).position(place.span.start);
  const uri = view.uri(place.path).replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${code(text)}](${uri}#L${line + 1},${character + 1})`;
}

export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
}

export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Who owns the document, or else the service that it belongs to. */
export function ownersOf(view: ContractView, path: string, service: Service | undefined): string | undefined {
  if (view.isTold) return undefined;
  const own = view.ownersOf(path);
  const owners = own.length > 0 ? own : [service?.owner ?? []].flat();
  return owners.length === 0 ? undefined : `Owner: ${owners.map(code).join(', ')}`;
}

/** Those of the parts that say something. */
export function paragraphs(parts: readonly unknown[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}
