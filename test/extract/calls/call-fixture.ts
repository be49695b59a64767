import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchCalls } from '../../../server/src/extract/calls/find-calls.ts';
import { createCallPrefilter } from '../../../server/src/extract/calls/prefilter.ts';
import type { FoundCalls } from '../../../server/src/extract/calls/search.ts';
import { createFactReaders } from '../../../server/src/extract/routes/reading/read-facts.ts';
import type { Call } from '../../../server/src/model/calls.ts';
import { filesOf, followIn } from '../routes/route-fixture.ts';

/** Files and what is found in them; the lines are `METHOD template client`, with what is not certain or not known. */
export interface CallCase {
  readonly name: string;
  /** `//- path` starts a file. */
  readonly files: string;
  readonly calls: readonly string[];
  /** `text in the source: reason`. */
  readonly unresolved?: readonly string[];
  readonly operationIds?: readonly string[];
}

export function testCalls(cases: readonly CallCase[]): void {
  for (const { name, files, calls, unresolved = [], operationIds } of cases)
    test(name, () => {
      const texts = filesOf(files);
      const found = callsIn(files, operationIds);
      assert.deepEqual(found.calls.map(lineOf), calls);
      const reasons = found.unresolved.map(
        ({ path, span, reason }) => `${texts.get(path)?.slice(span.start, span.end)}: ${reason}`,
      );
      assert.deepEqual(reasons, unresolved);
    });
}

export function callsIn(files: string, operationIds: readonly string[] = []): FoundCalls {
  const texts = filesOf(files);
  const mayHold = createCallPrefilter();
  const paths = [...texts].filter(([path, text]) => operationIds.length > 0 || mayHold(path, text));
  const { callFacts } = createFactReaders();
  const facts = new Map([...texts].map(([path, text]) => [path, callFacts(path, text)]));
  const search = searchCalls({
    paths: paths.map(([path]) => path),
    facts: (path) => facts.get(path),
    follow: (from, specifier) => followIn(texts, from, specifier),
    operationIds: new Set(operationIds),
    mayMention: (path) => path.includes('test'),
  });
  for (const [path] of paths) search.read(path);
  return search.end();
}

function lineOf(call: Call): string {
  const { method, template, client, confidence, isBaseUnknown, host, operationId } = call;
  const path = `${isBaseUnknown ? '…' : ''}${host ?? ''}${template}`;
  const sure = confidence === 'certain' ? [] : [confidence];
  const named = operationId === undefined ? [] : [operationId];
  return [method, path, client, ...named, ...sure].join(' ');
}
