import { detached } from '../../format/detached.ts';
import { scanXml, type XmlVisitor } from '../../format/xml.ts';
import type { Unusable } from '../../model/evidence.ts';
import {
  allTaken,
  type Branches,
  createTape,
  noBranches,
  type RawFile,
  type RawReport,
  someTaken,
} from './tape.ts';

/**
 * Reads Cobertura (`coverage/packages/package/classes/class[@filename]/lines/line[@number @hits]`) and Clover
 * (`coverage/project/…/file[@path|@name]/line[@num @count]`), told apart by what they name first.
 */
export function readXmlCoverage(text: string): RawReport | Unusable {
  const [, kind] = /<(?:[\w.-]+:)?(class|file)\s/.exec(text) ?? [];
  const reading = kind === 'file' ? createClover() : createCobertura();
  let root: string | undefined;
  const problem = scanXml(text, {
    ...reading.visitor,
    open(name, attribute) {
      root ??= name;
      if (root === 'coverage') reading.visitor.open(name, attribute);
    },
  });
  if (root !== undefined && root !== 'coverage') return { ok: false, message: otherRoot(root) };
  if (problem !== undefined) return { ok: false, message: problem };
  const report = reading.finish();
  if (report.files.length === 0) return { ok: false, message: 'The report measures no file.' };
  return report;
}

const otherRoots: Readonly<Record<string, string>> = {
  testsuites: ' JUnit writes, which belongs to the test gate',
  testsuite: ' JUnit writes, which belongs to the test gate',
  report: ' JaCoCo writes, which is not read',
};

function otherRoot(root: string): string {
  return `The root of the report is <${root}>, as${otherRoots[root] ?? ' no coverage tool writes'}: Cobertura and Clover write <coverage>.`;
}

interface XmlReading {
  readonly visitor: XmlVisitor;
  finish(): RawReport;
}

/** Lines of methods stand among those of their class a second time; only where a class has none of its own they count. */
function createCobertura(): XmlReading {
  const tape = createTape();
  const files: RawFile[] = [];
  const sources: string[] = [];
  let source: string | undefined;
  let own: { readonly name: string; readonly from: number; readonly ofMethods: Line[] } | undefined;
  let methods = 0;
  const finishClass = () => {
    if (!own) return;
    if (tape.length === own.from) for (const line of own.ofMethods) tape.push(...line);
    files.push({ names: [own.name], from: own.from, to: tape.length });
    own = undefined;
  };
  const openLine = (attribute: (name: string) => string | undefined) => {
    const line = Number(attribute('number'));
    if (!own || !Number.isInteger(line) || line < 1) return;
    const hits = Math.max(0, Number(attribute('hits') ?? 0) || 0);
    const isBranch = attribute('branch')?.toLowerCase() === 'true';
    const branches = isBranch ? conditions(attribute('condition-coverage')) : noBranches;
    if (methods > 0) own.ofMethods.push([line, hits, branches]);
    else tape.push(line, hits, branches);
  };
  return {
    visitor: {
      open(name, attribute) {
        if (name === 'line') openLine(attribute);
        else if (name === 'class') {
          finishClass();
          const filename = attribute('filename');
          if (filename) own = { name: detached(filename), from: tape.length, ofMethods: [] };
        } else if (name === 'methods') methods++;
        else if (name === 'source') source = '';
      },
      close(name) {
        if (name === 'class') finishClass();
        else if (name === 'methods') methods--;
        else if (name === 'source') {
          sources.push((source ?? '').trim());
          source = undefined;
        }
      },
      text(text) {
        if (source !== undefined) source += text;
      },
    },
    finish: () => ({
      ok: true,
      format: 'cobertura',
      files: files.map((file) => ({
        ...file,
        names: file.names.flatMap((name) => underSources(name, sources)),
      })),
      tape,
    }),
  };
}

type Line = readonly [line: number, hits: number, branches: Branches];

/** `50% (1/2)`: one of two outcomes was taken. */
function conditions(text: string | undefined): Branches {
  const [, taken, all] = /\((\d+)\/(\d+)\)/.exec(text ?? '') ?? [];
  if (taken !== undefined) return Number(taken) < Number(all) ? someTaken : allTaken;
  const percent = Number.parseFloat(text ?? '');
  return Number.isNaN(percent) ? noBranches : percent < 100 ? someTaken : allTaken;
}

/** A source may be anything, even the option that a tool was called with; what leads nowhere is simply not found. */
function underSources(name: string, sources: readonly string[]): readonly string[] {
  if (/^(?:[A-Za-z]:)?[\\/]/.test(name)) return [name];
  const joined = sources
    .filter((source) => source !== '' && source !== '.')
    .map((source) => `${source}/${name}`);
  return [...new Set([name, ...joined])];
}

function countOf(text: string | undefined): number {
  return Math.max(0, Number(text) || 0);
}

/**
 * Clover counts how often a condition was true and how often false, and says nothing else. Istanbul counts how often the
 * line ran, and puts the branches that were taken and that were not in the place of the two.
 */
function cloverCondition(
  counted: string | undefined,
  attribute: (name: string) => string | undefined,
): readonly [hits: number, branches: Branches] {
  const whenTrue = countOf(attribute('truecount'));
  const whenFalse = countOf(attribute('falsecount'));
  if (counted !== undefined) return [countOf(counted), whenFalse === 0 ? allTaken : someTaken];
  return [whenTrue + whenFalse, whenTrue > 0 && whenFalse > 0 ? allTaken : someTaken];
}

function createClover(): XmlReading {
  const tape = createTape();
  const files: RawFile[] = [];
  let own: { readonly name: string; readonly from: number } | undefined;
  let ofTests = 0;
  return {
    visitor: {
      open(name, attribute) {
        if (name === 'testproject') ofTests++;
        else if (name === 'file' && ofTests === 0) {
          const path = attribute('path') || attribute('name');
          if (path) own = { name: detached(path), from: tape.length };
        } else if (name === 'line' && own) {
          const line = Number(attribute('num'));
          if (!Number.isInteger(line) || line < 1) return;
          const counted = attribute('count');
          if (attribute('type') === 'cond') tape.push(line, ...cloverCondition(counted, attribute));
          else tape.push(line, countOf(counted), noBranches);
        }
      },
      close(name) {
        if (name === 'testproject') ofTests--;
        else if (name === 'file' && own) {
          files.push({ names: [own.name], from: own.from, to: tape.length });
          own = undefined;
        }
      },
    },
    finish: () => ({ ok: true, format: 'clover', files, tape }),
  };
}
