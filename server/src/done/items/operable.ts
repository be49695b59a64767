import { parseYaml } from '../../format/yaml.ts';
import { defineItem, type ItemFacts } from '../../model/item.ts';
import { type JsonNode, member, strings } from '../../model/json.ts';
import type { Place } from '../../model/span.ts';
import { count, enumerate, firstOf } from '../../model/words.ts';
import { catalogOf, type Deployable, deployables, runbookOf } from '../deployables.ts';
import { fail, notHere, pass } from '../outcome.ts';

interface Operation {
  readonly deployable: Deployable;
  /** What it lacks, in words. */
  readonly lacks: readonly string[];
  readonly places: readonly Place[];
  readonly runbook?: string;
}

export default defineItem({
  id: 'operable',
  title: 'What is deployed can be operated',
  summary:
    'Each deployable that the change touches has a runbook with a section about rolling back, and somebody to alert.',
  why: 'Who is woken at night needs to know what to do, and who else to wake.',
  scope:
    'Services of the policy with a changed file; Dockerfiles, compose files, and package.json whose `bin` or `start` script is new or changed, outside of examples and tests. A runbook is `RUNBOOK.md` or `docs/runbooks/NAME.md` in its folder or above, or what `catalog-info.yaml` links to; who is alerted is the owner of the service, of its files, or of its Backstage descriptor.',
  weight: 'A should where the policy names services, else off: a library is operated by nobody.',
  ways: [
    'Write the runbook, with a heading such as "Roll back".',
    'Give the service an `owner` in the policy, or a rule in CODEOWNERS.',
  ],
  level: ({ services }) => (services.length > 0 ? 'should' : 'off'),
  judge(facts) {
    const found = deployables(facts).map((deployable) => operationOf(facts, deployable));
    if (found.length === 0) return notHere('nothing that is deployed is changed');
    const bad = found.filter(({ lacks }) => lacks.length > 0);
    const evidence = found.flatMap(({ runbook }) => (runbook === undefined ? [] : [{ source: runbook }]));
    if (bad.length === 0) {
      return pass(`${count(found.length, 'deployable')} with runbook, rollback and owner`, { evidence });
    }
    const told = bad.map(
      ({ deployable, lacks }) => `"${deployable.name}" has ${enumerate(lacks.map((what) => `no ${what}`))}`,
    );
    return fail(
      firstOf(told, 2),
      bad.flatMap(({ places }) => places),
      { evidence },
    );
  },
});

function operationOf(facts: ItemFacts, deployable: Deployable): Operation {
  const owners = facts.owners.of(deployable.file);
  const isOwned =
    deployable.owner !== undefined ||
    owners.length > 0 ||
    facts.owners.catalogOf(deployable.file) !== undefined;
  const nobody = isOwned ? [] : ['owner to alert'];
  const runbook = runbookOf(facts, deployable);
  if (runbook === undefined) {
    // What lies behind a link cannot be read here, and is taken for what it says it is.
    const linked = linkedRunbook(facts, deployable);
    const lacks = linked === undefined ? ['runbook', ...nobody] : nobody;
    return {
      deployable,
      lacks,
      places: [deployable.place],
      ...(linked !== undefined && { runbook: linked }),
    };
  }
  const rollback = /^#{1,6}[ \t].*\broll(?:ing|s)?[ -]?back\b/im.test(facts.text(runbook) ?? '');
  return {
    deployable,
    lacks: [...(rollback ? [] : ['rollback section in its runbook']), ...nobody],
    places: [rollback ? deployable.place : { path: runbook, span: { start: 0, end: 0 } }],
    runbook,
  };
}

/** An annotation whose key tells of a runbook, or a link whose title, type or address does. */
function linkedRunbook(facts: ItemFacts, deployable: Deployable): string | undefined {
  const path = catalogOf(facts, deployable);
  const text = path === undefined ? undefined : facts.text(path);
  if (text === undefined) return undefined;
  const metadata = member(parseYaml(text).root, 'metadata');
  const annotations = member(metadata, 'annotations');
  const annotated =
    annotations?.kind === 'object' ? annotations.members.find(({ key }) => /runbook/i.test(key)) : undefined;
  const links = member(metadata, 'links');
  const linked =
    links?.kind === 'array'
      ? links.items.find((link) => ['title', 'type', 'url'].some((key) => /runbook/i.test(textOf(link, key))))
      : undefined;
  return strings(annotated?.value)[0]?.value ?? (linked && textOf(linked, 'url'));
}

function textOf(node: JsonNode, key: string): string {
  return strings(member(node, key))[0]?.value ?? '';
}
