import { changeBudgetMilliseconds, type ServerStatus } from '../../server/src/protocol.ts';

/** What the language status item shows; plain values so that it can be tested without an editor. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly isBusy: boolean;
  readonly action: 'show-log' | 'restart';
}

export const startingStatus: ServerStatus = {
  state: 'starting',
  text: '',
  detail: '',
  files: 0,
  findings: 0,
  milliseconds: 0,
};

export function stoppedStatus(text: string): ServerStatus {
  return { ...startingStatus, state: 'stopped', text };
}

/** @param clock the local time of the last analysis as a person reads it, or empty when there was none */
export function statusText(status: ServerStatus, clock: string): StatusText {
  const shown = bare(status, clock);
  // The editor lists the items of all extensions under each other, without their names.
  return { ...shown, text: `Parapet: ${shown.text}` };
}

function bare(status: ServerStatus, clock: string): StatusText {
  const analysis = sentence(analysisText(status, clock));
  switch (status.state) {
    case 'starting':
      return {
        text: status.text || 'starting',
        detail: status.detail,
        severity: 'information',
        isBusy: true,
        action: 'show-log',
      };
    case 'ready':
      return {
        text: count(status.findings, 'finding'),
        detail: joined(analysis, sentence(status.detail)),
        severity: 'information',
        isBusy: false,
        action: 'show-log',
      };
    case 'incomplete':
      return {
        text: status.text || 'verdict unknown',
        detail: joined(sentence(status.detail), analysis),
        severity: 'warning',
        isBusy: false,
        action: 'show-log',
      };
    case 'stopped':
      return {
        text: status.text || 'stopped',
        detail: status.detail,
        severity: 'error',
        isBusy: false,
        action: 'restart',
      };
  }
}

function analysisText(status: ServerStatus, clock: string): string {
  if (clock === '') return '';
  const scan = `${count(status.files, 'file')} in ${Math.round(status.milliseconds)} ms`;
  if (status.changeMilliseconds === undefined) return `${scan} at ${clock}`;
  const took = status.changeMilliseconds;
  const budget = changeBudgetMilliseconds;
  // The editor cuts a long line off.
  const change = took > budget ? `${took} ms, over the ${budget} of the budget` : `${took} of ${budget} ms`;
  return `${scan}; last change ${change}, ${clock}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
