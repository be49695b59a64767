import type { Coverage, Parsed, Unusable } from '../../model/evidence.ts';
import { assemble, type CoverageOptions } from './assemble.ts';
import { readIstanbul } from './istanbul.ts';
import { readLcov } from './lcov.ts';
import type { RawReport } from './tape.ts';
import { readXmlCoverage } from './xml-coverage.ts';

export type { CoverageOptions } from './assemble.ts';

/**
 * Reads a coverage report, whatever its name: lcov 1 and 2, Cobertura, Clover, or Istanbul's JSON. A report that is
 * damaged, of another kind or of another project is one sentence about that. Never throws.
 */
export function readCoverage(text: string, options: CoverageOptions): Parsed<Coverage> {
  const raw = readRaw(text);
  return raw.ok ? assemble(raw, options) : raw;
}

function readRaw(text: string): RawReport | Unusable {
  const [, first = ''] = /^[\s\uFEFF]*(\S?)/.exec(text) ?? [];
  if (first === '') return { ok: false, message: 'The report is empty.' };
  if (first === '<') return readXmlCoverage(text);
  if (first === '{' || first === '[') return readIstanbul(text);
  if (/^(?:TN|SF):/m.test(text.slice(0, 100_000))) return readLcov(text);
  const [line = ''] = text.trimStart().split('\n', 1);
  const beginning = line.length > 40 ? `${line.slice(0, 40)}…` : line;
  return {
    ok: false,
    message: `The report is neither lcov, XML nor JSON: it begins with "${beginning.trim()}".`,
  };
}
