import { operationKey } from '../../model/contract.ts';
import { freePath, testPath } from '../../model/contract-files.ts';
import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { operationName } from './sentences.ts';
import { promisedOf, wayOf } from './written-way.ts';

/** An operation that no test calls: a test that does, where others are. */
export async function* untestedFixes(
  finding: Finding,
  { contracts, files }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const match = contracts.matching.operations.find(
    ({ isCopy, operation: { path, span, method, template } }) => {
      const isHere = path === finding.path && span.start === finding.span.start;
      return isHere && !isCopy && operationKey(method, template) === finding.subject;
    },
  );
  if (match?.bound.contract.format !== 'openapi') return;
  const id = 'write-test';
  const title = `Write a test for ${operationName(match)}`;
  if (!files.some(({ isTest, isExcluded }) => isTest && !isExcluded)) {
    yield { id, title, refused: 'No test is there that says where tests are, and how they are called.' };
    return;
  }
  const path = freePath(testPath(match, files), (one) => tools.read(one) !== undefined);
  const writing = await tools.contracts();
  yield wayOf(id, `${title}: "${path}"`, writing.test(path, promisedOf(match), match.routes));
}
