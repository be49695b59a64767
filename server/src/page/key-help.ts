import { element } from './elements.ts';
import type { Surroundings } from './surroundings.ts';

/** What the keys do, and what the signs of the drawing mean. */
export function keyHelp({ canWrite, isEditor }: Pick<Surroundings, 'canWrite' | 'isEditor'>): Node {
  const keys: readonly (readonly [string, string])[] = [
    ['Arrow keys', 'to the next box'],
    ['Enter or click', 'only this box and its neighbours; again for all'],
    ['+ and −', 'open and close a box'],
    [isEditor ? 'o or click' : 'o or double click', 'open the file'],
    ...(canWrite
      ? ([
          ['Space or shift and click', 'mark a folder for a layer'],
          ['Alt and arrow keys, or drag', 'move a layer in the order of the policy'],
        ] as const)
      : []),
    ['Escape', 'show all'],
    ['Control and wheel', 'larger, smaller'],
  ];
  return element(
    'details',
    {},
    element('summary', {}, 'Keys and signs'),
    element(
      'dl',
      { class: 'keys' },
      ...keys.flatMap(([key, what]) => [element('dt', {}, key), element('dd', {}, what)]),
    ),
    element(
      'p',
      {},
      'A thick red arrow with ⚠ carries violations. A dashed arrow closes a circle of boxes at run time: without the dashed ones there would be none. ↻ counts files on import cycles. Arrows grow with the number of imports.',
    ),
  );
}
