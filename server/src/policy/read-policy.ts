import { isInRange, isRange } from '../format/semver.ts';
import type { ReadResult } from '../model/host.ts';
import { member, strings } from '../model/json.ts';
import { didYouMean } from '../model/nearest.ts';
import { folderOf, joinPath } from '../model/path.ts';
import { editions, type ItemSetting, type Policy, type PolicyProblem } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import { type PolicyText, readPolicyText } from './document.ts';
import { draftPolicy, emptyDraft, type PolicyDraft } from './draft.ts';
import type { RuleName } from './draft-rules.ts';
import { finishDraft } from './finish.ts';
import { mergeDrafts } from './merge.ts';

export interface PolicySource {
  /** Text of a document by path, relative POSIX to the workspace root; may start with `../`. */
  read(path: string): ReadResult;
  readonly rules: readonly RuleName[];
  /** Ids of the built-in items, and of those whose evidence ages; where none are given, items are not held against them. */
  readonly items?: { readonly all: readonly string[]; readonly aging: readonly string[] };
  /** The running version, for `"engine"`. */
  readonly version: string;
}

interface Loaded {
  readonly draft: PolicyDraft;
  readonly problems: readonly PolicyProblem[];
  readonly inputs: readonly string[];
}

/** Reads a policy with everything it extends. Total: what is wrong is in `problems`, the rest applies. */
export function readPolicy(path: string, source: PolicySource): Policy {
  const { draft, problems, inputs } = load(readPolicyText(path, source.read(path)), source, [path]);
  const finished = finishDraft(draft);
  const { cover, tests, exclude, rules, overrides, edition = editions[0] } = draft;
  const { base, contractFirst, ownership, suppressions } = draft;
  const declared = {
    ...(base && { base }),
    ...(contractFirst && { contractFirst }),
    ownership,
    suppressions,
  };
  const effective = {
    edition,
    ...finished.statements,
    cover,
    tests,
    exclude,
    rules,
    overrides,
    ...declared,
  };
  return {
    path,
    folder: folderOf(path),
    ...effective,
    ...(draft.contractsPlace && { contractsPlace: draft.contractsPlace }),
    sections: new Set(draft.sections),
    problems: [
      ...problems,
      ...finished.problems,
      ...checkItems(draft, source.items),
      ...checkEngine(draft, source.version),
    ],
    inputs: [...new Set(inputs)],
    canonical: JSON.stringify(
      { ...effective, sections: [...new Set(draft.sections)].sort() },
      (key, value) => (key === 'place' || key === 'ownerPlace' ? undefined : value),
    ),
  };
}

/** `chain` holds the documents being read, outermost first, so that a circle ends. */
function load(text: PolicyText, source: PolicySource, chain: readonly string[]): Loaded {
  const own = draftPolicy(text, source.rules);
  const problems: PolicyProblem[] = [...text.problems, ...own.problems];
  const inputs: string[] = [text.path];
  let base = emptyDraft;
  for (const { value, span } of strings(member(text.root, 'extends'))) {
    const place = { path: text.path, span };
    if (!/^\.\.?\//.test(value)) {
      const message = `"${value}" is not a relative path; "extends" takes paths that start with "./" or "../".`;
      problems.push(policyProblem('CFG-007', place, message));
      continue;
    }
    const path = joinPath(folderOf(text.path), value);
    inputs.push(path);
    if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].map((name) => `"${name}"`).join(' extends ');
      problems.push(policyProblem('CFG-008', place, `Policies extend each other in a circle: ${circle}.`));
      continue;
    }
    const parent = readPolicyText(path, source.read(path));
    if (parent.root === undefined) {
      const reason = parent.problems[0]?.message ?? '';
      problems.push(policyProblem('CFG-007', place, `This policy cannot be used. ${reason}`));
      continue;
    }
    const loaded = load(parent, source, [...chain, path]);
    base = mergeDrafts(base, loaded.draft);
    problems.push(...loaded.problems);
    inputs.push(...loaded.inputs);
  }
  return { draft: mergeDrafts(base, own.draft), problems, inputs };
}

function checkItems({ done }: PolicyDraft, known: PolicySource['items']): readonly PolicyProblem[] {
  return done.flatMap((item) => (known && itemProblem(item, known)) ?? []);
}

/** A name that was mistaken would make an item of its own that nobody knows of, and leave the one that was meant alone. */
function itemProblem(
  { id, kind, place, maxAgeDays }: ItemSetting,
  { all, aging }: NonNullable<PolicySource['items']>,
): PolicyProblem | undefined {
  const isBuiltIn = all.includes(id);
  if (kind === 'attest') {
    const message = `The item "${id}" is built in, so that it is computed and not attested.`;
    return isBuiltIn ? policyProblem('CFG-021', place, message) : undefined;
  }
  if (!isBuiltIn) {
    const message = `No built-in item is named "${id}"; one that a person is to attest needs "kind": "attest".${didYouMean(id, all)}`;
    return policyProblem('CFG-021', place, message);
  }
  if (maxAgeDays === undefined || aging.includes(id)) return undefined;
  const message = `The item "${id}" rests on no reports, so that "maxAge" means nothing.`;
  return policyProblem('CFG-020', place, message);
}

function checkEngine({ engine }: PolicyDraft, version: string): readonly PolicyProblem[] {
  if (!engine) return [];
  if (!isRange(engine.range)) {
    return [
      policyProblem('CFG-004', engine.place, `"${engine.range}" is not a version range, such as "^1.0".`),
    ];
  }
  if (isInRange(version, engine.range)) return [];
  const message = `This policy asks for Parapet ${engine.range}, and this is ${version}.`;
  return [policyProblem('CFG-014', engine.place, message)];
}
