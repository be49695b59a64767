import { beginningOf, isUnder } from '../../matching/claims.ts';
import { compilePathPattern } from '../../matching/path-pattern.ts';
import type { Call } from '../../model/calls.ts';
import { operationKey, pathShape } from '../../model/contract.ts';
import type { ContractFacts, GovernedContract } from '../../model/contract-facts.ts';
import { defineRule } from '../../model/rule.ts';
import { enumerate } from '../../model/words.ts';
import { heldContracts } from './held-contracts.ts';
import { declaredHere, operationName, promisedHere } from './sentences.ts';
import { createBases } from './unknown-bases.ts';

export default defineRule({
  id: 'contracts/undocumented-call',
  scope: 'workspace',
  reads: 'calls',
  severity: 'warning',
  declaredBy: 'name',
  docs: {
    summary: 'What a consumer calls is an operation of a contract that it consumes.',
    why: 'A call of something that nobody promised fails at run time, or works until somebody tidies up.',
    policy: `{
  "services": [{
    "name": "shop", "files": "src/**",
    "contracts": [{ "file": "openapi.yaml", "consumers": ["web/**"] }]
  }],
  "rules": { "contracts/undocumented-call": "warning" }
}`,
    bad: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
//- web/orders.ts
export const all = () => fetch('/orders');
export const one = (id: string) => fetch(\`/order/\${id}\`);
//                                       ^^^^^^^^^^^^^^ warning: GET /order/{…} is called here, and "openapi.yaml" does not promise it.`,
    good: `//- openapi.yaml
openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get: { responses: {} }
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true }]
      responses: {}
//- src/server.ts
import express from 'express';
const app = express();
app.get('/orders', list);
app.get('/orders/:id', read);
//- web/orders.ts
export const all = () => fetch('/orders');
export const one = (id: string) => fetch(\`/orders/\${id}\`);
export const icon = () => fetch('https://cdn.example.com/icon');`,
    ways: [
      'Call what is promised: the operation that comes nearest is named with the finding.',
      'Add the operation to the contract, marked "x-status: planned" until it is served.',
      'Name in "consumers" only files that call this contract, and in "covers" what it is about.',
      'Where the host is not written, such as one from the environment, other calls that go there tell whether it is this contract’s; then it is likely.',
      'Calls of other hosts, of files such as /logo.svg, and of routes that belong to no contract are left alone, and so is whatever is not certain.',
    ],
  },
  *check(policy, { contracts }) {
    const own = contracts.contracts.filter((one) => one.policy === policy);
    if (!own.some(({ setting }) => setting && setting.consumers.length > 0)) return;
    const held = heldContracts(policy, contracts);
    const uses = contracts.findUses();
    const isOther = otherPaths(contracts);
    const goesTo = createBases(contracts.matching.operations, uses);
    for (const { call, nearest } of uses.unmatched) {
      const consumed = uses.consumed(call.path);
      const [first] = consumed;
      const isKnown = call.base === undefined && !call.isBaseUnknown && call.confidence === 'certain';
      if (!first || !(isKnown || call.base !== undefined)) continue;
      // What is consumed besides may promise it where nobody can read that.
      if (consumed.some((one) => !held.of(one)) || isOther(call)) continue;
      if (!consumed.some((one) => isAbout(one, call))) continue;
      if (!isKnown && !goesTo(call, new Set(consumed))) continue;
      const { path, span, method, template } = call;
      const called = [...(method === 'ANY' ? [] : [method]), template.replaceAll('{}', '{…}')].join(' ');
      const names = enumerate([...new Set(consumed.map(({ contract }) => `"${contract.path}"`))]);
      const does = consumed.length > 1 ? 'do' : 'does';
      yield {
        path,
        span,
        message: `${called} is called here${isKnown ? '' : ', at a host that is not written'}, and ${names} ${does} not promise it.`,
        ...(!isKnown && { confidence: 'likely' as const }),
        subject: operationKey(method, template),
        related: [
          ...(nearest
            ? [{ ...promisedHere(nearest), message: `${operationName(nearest)} comes nearest.` }]
            : []),
          ...declaredHere(first),
        ],
      };
    }
  },
});

/**
 * Whether a contract is about a path: what it covers, or what its servers put before all of its paths and these have in common
 * at the beginning. A base that is not known may hold what stands before.
 */
function isAbout({ contract, covers }: GovernedContract, { template, base }: Call): boolean {
  const prefixes = contract.prefixes.filter((prefix) => prefix !== '' && prefix !== '/');
  if (covers)
    return covers.some(({ glob }) => {
      const { matches } = compilePathPattern(glob);
      const before =
        base === undefined ? [] : [...prefixes, /^(?:\/(?:api|rest|v[\d.]+))*/.exec(glob)?.[0] ?? ''];
      return ['', ...before].some((prefix) => matches(`${prefix}${template}`));
    });
  if (base !== undefined) return true;
  const beginning = prefixes.length < 2 ? beginningOf(contract, contract.operations) : undefined;
  if (beginning !== undefined && !isUnder(template, beginning)) return false;
  return (
    prefixes.length === 0 ||
    prefixes.some((prefix) => compilePathPattern(`${prefix.replaceAll('{}', '*')}/**`).matches(template))
  );
}

/** Paths that are served and that no contract is about, such as those of a page itself, and files. */
function otherPaths({ matching: { uncovered, internal } }: ContractFacts): (call: Call) => boolean {
  const served = [...uncovered, ...internal.map(({ route }) => route)].map(({ template }) =>
    pathShape(template).replaceAll('{}', '*'),
  );
  const patterns = served.map(compilePathPattern);
  return ({ template, base }) => {
    if (/\.[a-z]\w{1,4}$/i.test(template) || patterns.some(({ matches }) => matches(template))) return true;
    const { length } = template.split('/');
    return (
      base !== undefined && served.some((path) => compilePathPattern(endOf(path, length)).matches(template))
    );
  };
}

/** The last segments of a path: what is written behind a base. */
function endOf(path: string, length: number): string {
  return `/${path
    .split('/')
    .slice(1)
    .slice(1 - length)
    .join('/')}`;
}
