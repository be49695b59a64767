import { compareWritten } from '../../server/src/contracts/compare-written.ts';
import { findNativeContracts } from '../../server/src/extract/contracts/find-contracts.ts';
import { mayHoldContract } from '../../server/src/extract/contracts/prefilter.ts';
import { createWrittenReader } from '../../server/src/extract/contracts/read-written.ts';
import type { ContractChange } from '../../server/src/model/contract.ts';
import type { WrittenContract } from '../../server/src/model/contract-written.ts';
import { factsOf, filesOf, followIn } from '../extract/routes/route-fixture.ts';

export interface Written {
  readonly texts: ReadonlyMap<string, string>;
  readonly contracts: readonly WrittenContract[];
}

/** What the contracts of some files say; `//- path` starts a file, and without one all of it is `api.ts`. */
export function writtenIn(files: string): Written {
  const texts = filesOf(files.startsWith('//- ') ? files : `//- api.ts\n${files}`);
  const facts = factsOf(texts);
  const follow = (from: string, specifier: string) => followIn(texts, from, specifier);
  const paths = [...texts].filter(([path, text]) => mayHoldContract(path, text)).map(([path]) => path);
  const read = createWrittenReader({ facts, follow, text: (path) => texts.get(path) });
  const { contracts } = findNativeContracts({ paths, facts, follow });
  return { texts, contracts: contracts.map(read) };
}

/** The changes of the first contract. */
export function changesOf(before: string, after: string): readonly ContractChange[] {
  const [old, now] = [writtenIn(before).contracts[0], writtenIn(after).contracts[0]];
  if (!old || !now) throw new Error('There is no contract.');
  return compareWritten({ written: old, version: '1.0.0' }, { written: now, version: '1.0.0' }).changes;
}

/** `id operations: text at its place, in the new file or else in the old one`. */
export function lines(before: string, after: string): readonly string[] {
  const [then, now] = [writtenIn(before).texts, writtenIn(after).texts];
  return changesOf(before, after).map(({ id, operations, old, now: here }) => {
    const place = here ?? old;
    const text = (here ? now : then).get(place?.path ?? '')?.slice(place?.span.start, place?.span.end);
    return `${id} ${operations.join(', ')}: ${text}`;
  });
}
