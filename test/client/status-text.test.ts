import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StatusText, startingStatus, statusText, stoppedStatus } from '../../client/src/status-text.ts';
import type { ServerStatus } from '../../server/src/protocol.ts';

interface Case {
  readonly status: Partial<ServerStatus>;
  readonly clock: string;
  readonly shown: StatusText;
}

const quiet = { severity: 'information', isBusy: false, action: 'show-log' } as const;

const cases: Record<string, Case> = {
  starting: {
    status: {},
    clock: '',
    shown: { ...quiet, text: 'Parapet: starting', detail: '', isBusy: true },
  },
  'starting again': {
    status: { text: 'restarting after a crash' },
    clock: '10:52:00',
    shown: { ...quiet, text: 'Parapet: restarting after a crash', detail: '', isBusy: true },
  },
  ready: {
    status: { state: 'ready', files: 812, findings: 7, milliseconds: 83.6 },
    clock: '10:52:00',
    shown: { ...quiet, text: 'Parapet: 7 findings', detail: '812 files in 84 ms at 10:52:00.' },
  },
  'ready after a change within its budget': {
    status: { state: 'ready', files: 812, findings: 7, milliseconds: 83.6, changeMilliseconds: 6 },
    clock: '10:52:00',
    shown: {
      ...quiet,
      text: 'Parapet: 7 findings',
      detail: '812 files in 84 ms; last change 6 of 50 ms, 10:52:00.',
    },
  },
  'ready after a change that took too long': {
    status: { state: 'ready', files: 812, findings: 7, milliseconds: 83.6, changeMilliseconds: 60 },
    clock: '10:52:00',
    shown: {
      ...quiet,
      text: 'Parapet: 7 findings',
      detail: '812 files in 84 ms; last change 60 ms, over the 50 of the budget, 10:52:00.',
    },
  },
  'ready, with a detail': {
    status: {
      state: 'ready',
      files: 1,
      findings: 1,
      milliseconds: 2,
      detail: '3 more findings are not shown',
    },
    clock: '10:52:00',
    shown: {
      ...quiet,
      text: 'Parapet: 1 finding',
      detail: '1 file in 2 ms at 10:52:00. 3 more findings are not shown.',
    },
  },
  'ready, nothing found': {
    status: { state: 'ready' },
    clock: '10:52:00',
    shown: { ...quiet, text: 'Parapet: 0 findings', detail: '0 files in 0 ms at 10:52:00.' },
  },
  'incomplete never shows a count as its text': {
    status: {
      state: 'incomplete',
      text: 'parapet.jsonc is unreadable',
      detail: 'Line 3: a comma is missing.',
      files: 2,
      findings: 1,
    },
    clock: '10:52:00',
    shown: {
      ...quiet,
      text: 'Parapet: parapet.jsonc is unreadable',
      detail: 'Line 3: a comma is missing. 2 files in 0 ms at 10:52:00.',
      severity: 'warning',
    },
  },
  'incomplete without words': {
    status: { state: 'incomplete' },
    clock: '',
    shown: { ...quiet, text: 'Parapet: verdict unknown', detail: '', severity: 'warning' },
  },
  stopped: {
    status: stoppedStatus('the server crashed'),
    clock: '10:52:00',
    shown: {
      text: 'Parapet: the server crashed',
      detail: '',
      severity: 'error',
      isBusy: false,
      action: 'restart',
    },
  },
};

for (const [name, { status, clock, shown }] of Object.entries(cases)) {
  test(`status: ${name}`, () => assert.deepEqual(statusText({ ...startingStatus, ...status }, clock), shown));
}
