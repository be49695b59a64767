import { createLineSpans } from '../../gating/line-spans.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import type { TestCase } from '../../model/evidence.ts';
import type { Problem } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Place, Span } from '../../model/span.ts';
import { count, withoutStop } from '../../model/words.ts';
import { declaredGates } from './gate-reports.ts';

/** More failures have one cause, and nobody reads them. */
const mostTold = 50;

export default defineRule({
  id: 'gates/failed-test',
  scope: 'change',
  severity: 'error',
  declaredBy: 'test-reports',
  docs: {
    summary: 'Every test passes.',
    why: 'A test that fails says that something does not do what somebody relies on.',
    policy: `{
  "gates": { "tests": { "reports": ["reports/junit.xml"] } }
}`,
    bad: `//- test/price.test.ts
import { test } from 'node:test';
import { gross } from '../src/price';

test('adds the tax', () => gross(100));
//   ^^^^^^^^^^^^^^ error: The test "adds the tax" of "price" fails: 100 is not 119.
//- src/price.ts @new
export const gross = (price: number) => price;
//- reports/junit.xml
<testsuites>
  <testsuite name="price">
    <testcase name="adds the tax" classname="price" file="test/price.test.ts">
      <failure message="100 is not 119"/>
    </testcase>
  </testsuite>
</testsuites>`,
    good: `//- test/price.test.ts
import { test } from 'node:test';
import { gross } from '../src/price';

test('adds the tax', () => gross(100));
//- src/price.ts @new
export const gross = (price: number) => price * 1.19;
//- reports/junit.xml
<testsuites>
  <testsuite name="price">
    <testcase name="adds the tax" classname="price" file="test/price.test.ts"/>
  </testsuite>
</testsuites>`,
    ways: [
      'Mend the code or the test, and run the tests again.',
      'A failure that the report gives no place for stands at the pattern that the report was found by.',
    ],
  },
  *check(facts) {
    const gate = declaredGates(facts).find(({ name }) => name === 'tests');
    if (!gate) return;
    const told = new Map<Place, number>();
    let sum = 0;
    for (const report of facts.evidence.tests?.reports ?? []) {
      const pattern = gate.placeOf(report);
      for (const failure of report.parsed.ok ? report.parsed.content.failures : []) {
        sum++;
        if (sum <= mostTold) yield toProblem(failure, pattern, facts);
        else told.set(pattern, (told.get(pattern) ?? 0) + 1);
      }
    }
    for (const [pattern, rest] of told) {
      yield {
        ...pattern,
        message: `${count(rest, 'more test')} ${rest === 1 ? 'fails' : 'fail'}.`,
        subject: 'more',
      };
    }
  },
});

function toProblem(failure: TestCase, pattern: Place, facts: ChangeFacts): Problem {
  const { name, suite, message, path } = failure;
  const text = path === undefined ? undefined : facts.text(path);
  const span = text === undefined ? undefined : placeIn(text, failure);
  const of = suite === '' || name.startsWith(suite) ? '' : ` of "${suite}"`;
  const file = path !== undefined && !span ? ` in "${path}"` : '';
  const reason = message === undefined ? '' : `: ${withoutStop(message)}`;
  return {
    ...(path !== undefined && span ? { path, span } : pattern),
    message: `The test "${name}"${of}${file} fails${reason}.`,
    subject: suite === '' ? name : `${suite} ${name}`,
  };
}

/** The line that the report names, or else the name of the test where it is written. */
function placeIn(text: string, { name, line }: TestCase): Span | undefined {
  if (line !== undefined) return createLineSpans(text).trimmed(line, line);
  // Reporters write the suites around a test before its name.
  for (const own of [name, name.split(/ [>›] /).at(-1) ?? name]) {
    for (const quote of ["'", '"', '`']) {
      const start = text.indexOf(`${quote}${own}${quote}`);
      if (start >= 0 && own !== '') return { start, end: start + own.length + 2 };
    }
  }
  return undefined;
}
