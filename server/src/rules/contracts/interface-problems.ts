import { isVersion } from '../../format/semver.ts';
import type { ContractFacts, GovernedInterface } from '../../model/contract-facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { declaredHere, ofService } from './sentences.ts';

type Facts = Pick<ContractFacts, 'interfaces'>;

function* ownOf(policy: Policy | undefined, { interfaces }: Facts): Iterable<GovernedInterface> {
  for (const one of interfaces) if (one.policy === policy) yield one;
}

/** Interfaces that are contracts and that nothing implements. One that is not exported is told elsewhere. */
export function* unimplemented(policy: Policy | undefined, facts: Facts): Iterable<Problem> {
  for (const one of ownOf(policy, facts)) {
    const { path, span, name, contract, implementations, isExported, isOpen } = one;
    if (implementations.length > 0 || !isExported) continue;
    yield {
      ...{ path, span, subject: contract },
      message: `Interface "${name}" promises contract "${contract}", and nothing implements it.`,
      confidence: isOpen ? 'likely' : 'certain',
      related: declaredHere(one),
      ...ofService(one),
    };
  }
}

/** Versions that can be told to have risen: `1.2.0`, `v2`, `2026-11-01`. */
const countable = /^(?:v?\d+(?:\.\d+){0,2}|\d{4}-\d{2}-\d{2})(?:[-+][\w.+-]+)?$/;

/** Interfaces that are contracts without a version, or with something that is none, where the policy wants one. */
export function* unversionedInterfaces(policy: Policy | undefined, facts: Facts): Iterable<Problem> {
  for (const one of ownOf(policy, facts)) {
    const { contract, mark, version, setting } = one;
    if (setting?.versioning === 'none' || setting?.versioning === 'path') continue;
    const isSemantic = setting?.versioning === 'semver';
    if (version && (isSemantic ? isVersion(version.text) : countable.test(version.text))) continue;
    const kind = version ? 'not-a-version' : 'missing';
    const { path, span } = version ?? mark;
    yield {
      ...{ path, span, detail: kind, subject: `${kind} ${contract}` },
      message: version
        ? `"${version.text}" is no version of contract "${contract}", such as 1.2.0.`
        : `Contract "${contract}" has no version: it stands behind the name, as in "@contract ${contract} 1.0.0".`,
      related: declaredHere(one),
      ...ofService(one),
    };
  }
}

/** Interfaces that nobody can use, and contracts that two interfaces say to be. */
export function* invalidInterfaces(policy: Policy | undefined, facts: Facts): Iterable<Problem> {
  const known = new Map<string, GovernedInterface>();
  for (const one of ownOf(policy, facts)) {
    const { name, contract, mark, version, isExported } = one;
    const about = { ...mark, ...ofService(one) };
    if (!isExported) {
      const message = `Interface "${name}" is marked as contract "${contract}" and is not exported, so that nobody else can use it.`;
      yield { ...about, message, detail: 'not-exported', subject: `not-exported ${contract}` };
      continue;
    }
    const said = version ? `${contract} ${version.text}` : contract;
    const first = known.get(said);
    if (first)
      yield {
        ...about,
        message: `Contract "${said}" is interface "${name}" here and interface "${first.name}" in "${first.path}".`,
        detail: 'twice',
        subject: `twice ${said}`,
        related: [{ path: first.path, span: first.mark.span, message: 'It is marked here, too.' }],
      };
    else known.set(said, one);
  }
}
