import { rows } from './change-row.ts';

/** What is told of operations as wholes, whichever way things go. */
export const onOperations = rows('either', [
  ['operation-removed', 'operation-removed', 'breaking', '{users} was removed.', 'Calls fail.'],
  [
    'operation-deprecated-removed',
    'deprecated-operation-removed',
    'breaking',
    '{users} was removed; it was deprecated before.',
    'Calls fail; that it was announced does not mend them.',
  ],
  ['operation-added', 'operation-added', 'compatible', '{users} was added.', 'Nobody calls it yet.'],
  [
    'operation-deprecated',
    'operation-deprecated',
    'compatible',
    '{users} is deprecated now.',
    'It still works.',
  ],
  [
    'operation-id-changed',
    'operation-id-changed',
    'risky',
    'The operationId of {users} changed from {before} to {after}.',
    'Calls work on; generated clients rename a function.',
  ],
  [
    'server-removed',
    'server-removed',
    'risky',
    'Server {before} was removed{of}.',
    'The address may still answer; the contract no longer says so.',
  ],
  ['server-added', 'server-added', 'compatible', 'Server {after} was added{of}.', 'Nobody calls it yet.'],
  [
    'security-tightened',
    'security-tightened',
    'breaking',
    'The security of {users} no longer accepts {before}.',
    'What callers present is refused.',
  ],
  [
    'security-loosened',
    'security-loosened',
    'compatible',
    'The security of {users} accepts {after}, too.',
    'What callers present is still accepted.',
  ],
  [
    'security-scheme-changed',
    'security-scheme-changed',
    'breaking',
    'Security scheme {before} of {users} changed how it is presented.',
    'Callers present it in the old way.',
  ],
  [
    'response-success-removed',
    'success-response-removed',
    'breaking',
    'Response {before} of {users} was removed.',
    'Callers wait for a success that no longer comes in this form.',
  ],
  [
    'response-other-removed',
    'error-response-removed',
    'risky',
    'Response {before} of {users} was removed.',
    'Callers that handle it by its form may no longer recognise the failure.',
  ],
  [
    'response-added',
    'response-added',
    'compatible',
    'Response {after} of {users} was added.',
    'Callers handle unknown codes by their class.',
  ],
]);
