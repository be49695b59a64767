import type { ContractSetting, Service } from '../../model/policy.ts';
import { type Both, beyond, documentPlace, type Loosening } from './loosening.ts';

/** Contracts that are gone, promise less or are held to less, and an order of promise and code that is looser. */
export function loosenedContracts({ before, now }: Both): readonly Loosening[] {
  const found = before.services.flatMap((old): readonly Loosening[] => {
    // A service that is gone is told as one.
    const own = now.services.find(({ name }) => name === old.name);
    return own ? ofService(old, own) : [];
  });
  return [...orderOf({ before, now }), ...found];
}

function orderOf({ before, now }: Both): readonly Loosening[] {
  const place = documentPlace(now);
  if (!before.sections.has('contractFirst')) return [];
  if (!now.sections.has('contractFirst')) return [{ what: '"contractFirst" is gone', place }];
  if (before.contractFirst !== 'base' || now.contractFirst === 'base') return [];
  return [{ what: '"contractFirst" went from "base" to "change"', place }];
}

function ofService({ contracts: old = [] }: Service, service: Service): readonly Loosening[] {
  const { contracts: own = [] } = service;
  const missing = beyond(files(old), files(own));
  const fresh = beyond(files(own), files(old));
  return old.flatMap((then): readonly Loosening[] => {
    // One that moved is the same; as many new ones stand for those that are missing.
    const at = missing.findIndex(({ setting }) => setting === then);
    const since = at < 0 ? own.find(({ file }) => file.glob === then.file.glob) : fresh[at]?.setting;
    const name = `contract "${then.file.glob}"`;
    if (!since) return [{ what: `${name} of service "${service.name}" is gone`, place: service.place }];
    return [...settingOf(then, since)].map((one) => ({ what: `${name} ${one}`, place: since.file.place }));
  });
}

function files(settings: readonly ContractSetting[]) {
  return settings.map((setting) => ({ glob: setting.file.glob, setting }));
}

function* settingOf(old: ContractSetting, own: ContractSetting): Iterable<string> {
  if (old.covers && !own.covers) yield 'no longer says what it covers';
  else for (const { glob } of beyond(old.covers, own.covers)) yield `no longer covers "${glob}"`;
  const paths = ({ internal }: ContractSetting) => internal.map(({ path }) => path);
  for (const { glob } of beyond(paths(own), paths(old))) yield `calls "${glob}" internal`;
  if (old.mode !== own.mode && own.mode === 'generated') yield 'went from "design-first" to "generated"';
  if (old.versioning !== 'none' && own.versioning === 'none') yield 'tells no versions any more';
  for (const { glob } of beyond(old.consumers, own.consumers)) yield `no longer has the consumers "${glob}"`;
}
