import type { Severity, Verdict } from '../model/finding.ts';

/** Colours for a terminal: the standard sixteen only, so that the user's own theme decides how they look. */
export interface Paint {
  severity(severity: Severity, text: string): string;
  verdict(verdict: Verdict, text: string): string;
  strong(text: string): string;
  dim(text: string): string;
}

const codes = {
  error: 31,
  warning: 33,
  info: 36,
  pass: 32,
  fail: 31,
  unknown: 33,
  strong: 1,
  dim: 2,
} as const;

export function createPaint(colour: boolean): Paint {
  const paint = (code: keyof typeof codes, text: string): string =>
    colour ? `\u001b[${codes[code]}m${text}\u001b[0m` : text;
  return {
    severity: paint,
    verdict: paint,
    strong: (text) => paint('strong', text),
    dim: (text) => paint('dim', text),
  };
}
