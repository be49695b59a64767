import { window } from 'vscode';
import type { Refused } from '../../../server/src/protocol.ts';

/** Says why a fix cannot be. */
export function tellRefusal(argument: unknown): boolean {
  if (!isRefused(argument)) return false;
  window.showInformationMessage(`"${argument.title}" cannot be done here. ${argument.reason}`);
  return true;
}

function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'title' in value && 'reason' in value;
}
