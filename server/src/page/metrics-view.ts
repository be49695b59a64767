import type { BoxMetrics } from '../report/metrics.ts';
import type { Picture } from '../report/picture.ts';
import { button, element } from './elements.ts';

interface Measure {
  readonly short: string;
  readonly name: string;
  readonly meaning: string;
  read(metrics: BoxMetrics): string;
}

const share = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));

const measures: readonly Measure[] = [
  {
    ...{ short: 'Ca', name: 'Afferent coupling' },
    meaning: 'files outside that import a file in it',
    read: ({ afferent }) => String(afferent),
  },
  {
    ...{ short: 'Ce', name: 'Efferent coupling' },
    meaning: 'files in it that import a file outside',
    read: ({ efferent }) => String(efferent),
  },
  {
    ...{ short: 'I', name: 'Instability' },
    meaning: 'Ce / (Ca + Ce): 0 is depended on only, 1 depends only',
    read: ({ instability }) => share(instability),
  },
  {
    ...{ short: 'A', name: 'Abstractness' },
    meaning:
      'the share of imports from outside that are type-only; it stands in for the share of abstract types',
    read: ({ abstractness }) => share(abstractness),
  },
  {
    ...{ short: 'D', name: 'Distance' },
    meaning: '|A + I − 1|: 0 is balanced, near 1 is either depended on and concrete or abstract and unused',
    read: ({ distance }) => share(distance),
  },
];

/** The metrics of everything that has some, and what they mean; nothing where nothing has. */
export function metricsTable({ boxes }: Picture, focus: (box: number) => void): readonly Node[] {
  const rows = boxes.flatMap(({ name, metrics }, index) => (metrics ? [{ name, metrics, index }] : []));
  if (rows.length === 0) return [];
  const heads = measures.map(({ short, name, meaning }) =>
    element('th', { scope: 'col' }, element('abbr', { title: `${name}: ${meaning}` }, short)),
  );
  return [
    element('h2', {}, 'Coupling'),
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, 'Name'),
          element('th', { scope: 'col' }, 'Files'),
          ...heads,
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map(({ name, metrics, index }) =>
          element(
            'tr',
            {},
            element(
              'th',
              { scope: 'row' },
              button(name, () => focus(index), { class: 'link' }),
            ),
            element('td', {}, String(metrics.files)),
            ...measures.map(({ read }) => element('td', {}, read(metrics))),
          ),
        ),
      ),
    ),
    meanings(),
  ];
}

/** The metrics of one box, with their names in full. */
export function metricsList(metrics: BoxMetrics): Node {
  return element(
    'dl',
    { class: 'metrics' },
    ...measures.flatMap(({ short, name, meaning, read }) => [
      element('dt', { title: meaning }, `${name} (${short})`),
      element('dd', {}, read(metrics)),
    ]),
  );
}

function meanings(): Node {
  return element(
    'details',
    {},
    element('summary', {}, 'What the numbers mean'),
    element(
      'dl',
      {},
      ...measures.flatMap(({ short, name, meaning }) => [
        element('dt', {}, `${short}, ${name.toLowerCase()}`),
        element('dd', {}, meaning),
      ]),
    ),
    element('p', {}, 'Tests and packages from outside the workspace do not count.'),
  );
}
