import { rows } from './change-row.ts';

/** What is told of interfaces that are contracts. */
export const onInterfaces = rows('interface', [
  ['member-removed', 'interface-member-removed', 'breaking', '{it} was removed.', 'Calls fail.'],
  [
    'member-changed',
    'interface-member-changed',
    'breaking',
    '{it} has another signature.',
    'Callers give, or get, something else.',
  ],
  [
    'member-extended',
    'interface-member-extended',
    'compatible',
    '{it} has another signature that fits its callers.',
    'It takes more, or gives something narrower, as far as types are written.',
  ],
  ['member-added', 'interface-member-added', 'compatible', '{it} was added.', 'Nobody calls it yet.'],
]);
