import { compileGlob } from '../../format/glob.ts';
import { type LostResults, newSecurityResults, type PlacedResult } from '../../gating/security.ts';
import { type SecurityLevel, type SecurityResult, securityLevels } from '../../model/evidence.ts';
import type { Problem } from '../../model/finding.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import type { Policy, SecurityGate } from '../../model/policy.ts';
import { defineRule } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { count } from '../../model/words.ts';

export default defineRule({
  id: 'gates/new-security-finding',
  scope: 'change',
  severity: 'error',
  declaredBy: 'security',
  docs: {
    summary: 'A change brings nothing that a scanner of code or of secrets objects to.',
    why: 'A secret or an injection that is merged has to be taken for known to others, and is dear to get rid of.',
    policy: `{
  "gates": { "security": { "reports": ["scan.sarif"] } }
}`,
    bad: `//- src/query.ts @base
export const table = 'orders';
//- src/query.ts
export const table = 'orders';
export const find = (id: string) => 'SELECT * FROM orders WHERE id = ' + id;
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: "ScanIt" finds "sql-injection" on a line that the change added or altered: This query holds an unchecked value.
//- scan.sarif
{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "ScanIt" } }, "results": [
  { "ruleId": "sql-injection", "level": "error", "message": { "text": "This query holds an unchecked value." }, "locations": [{ "physicalLocation": {
    "artifactLocation": { "uri": "src/query.ts" }, "region": { "startLine": 2, "startColumn": 37, "endColumn": 76 } } }] }] }] }`,
    good: `//- src/query.ts @base
export const find = (id: string) => 'SELECT * FROM orders WHERE id = ' + id;
//- src/query.ts
export const find = (id: string) => 'SELECT * FROM orders WHERE id = ' + id;
export const table = 'orders';
//- scan.sarif
{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "ScanIt" } }, "results": [
  { "ruleId": "sql-injection", "level": "error", "message": { "text": "This query holds an unchecked value." }, "locations": [{ "physicalLocation": {
    "artifactLocation": { "uri": "src/query.ts" }, "region": { "startLine": 1, "startColumn": 37, "endColumn": 76 } } }] }] }] }`,
    ways: [
      "Mend what the scanner found, and let it write its report again. What is no danger is suppressed in the scanner's own way, which its report then says.",
      'New is what the scanner itself calls new (`baselineState`), and else what lies on a line that the change added or altered, or in a file that it added. What the scanner calls unchanged, and what somebody accepted there, is not.',
      'A result whose cause is in the change and whose place is not is told only by scanners that compare with a baseline of their own.',
      'Below the level of `block` it is a warning or an information. A secret that a tool for secrets finds is an error unless the tool says otherwise, and a `security-severity` from 7.0 makes an error of anything.',
    ],
  },
  *check(facts) {
    const outcome = newSecurityResults(facts);
    const gate = facts.policy.gates.security;
    if (!outcome || !gate) return;
    for (const one of outcome.fresh) yield toProblem(one, gate);
    for (const lost of outcome.lost) {
      const place = patternOf(lost.report, gate, facts.policy);
      const fresh = lost.results.filter(({ isNew }) => isNew);
      const others = lost.results.filter(({ isNew }) => !isNew);
      if (fresh.length > 0) yield lostProblem({ ...lost, results: fresh }, place, gate, true);
      if (others.length > 0) yield lostProblem({ ...lost, results: others }, place, gate, false);
    }
  },
});

function toProblem({ result, place }: PlacedResult, gate: SecurityGate): Problem {
  const severity = severityOf(result.level, gate.block);
  const since = result.isNew ? ', and calls it new' : ' on a line that the change added or altered';
  const rule = result.ruleId;
  return {
    ...place,
    message: `"${result.tool}" finds "${rule}"${since}: ${sentence(result.message)}.`,
    subject: `${rule} ${shortened(result.identity, 160)}`,
    ...(severity && { severity }),
    related: [{ ...gate.place, message: 'The gate is declared here.' }],
  };
}

/** Undefined where the rule's own severity holds: for what the gate blocks. */
function severityOf(level: SecurityLevel, block: SecurityLevel) {
  if (securityLevels.indexOf(level) >= securityLevels.indexOf(block)) return undefined;
  return level === 'note' ? 'info' : 'warning';
}

function lostProblem(
  { report, results }: LostResults,
  place: Place,
  gate: SecurityGate,
  isNew: boolean,
): Problem {
  const [first] = results as readonly [SecurityResult];
  const where = first.path ?? first.foreignPath;
  const line = first.path !== undefined && first.region ? `line ${first.region.startLine} of ` : '';
  const such = where === undefined ? '' : `, such as ${line}"${shortened(where, 120)}"`;
  const level = securityLevels.findLast((one) => results.some((result) => result.level === one)) ?? 'note';
  const severity = isNew ? severityOf(level, gate.block) : 'warning';
  const amount = count(results.length, 'result');
  const rest = isNew
    ? `and the scanner calls ${results.length === 1 ? 'it' : 'them'} new`
    : `so that nobody can tell whether ${results.length === 1 ? 'it is' : 'they are'} new`;
  const verb = results.length === 1 ? 'lies' : 'lie';
  return {
    ...place,
    message: `${amount} of "${report}" ${verb} in no file of this workspace as it is now${such}, ${rest}.`,
    subject: `${report} ${isNew ? 'new' : 'unknown'}`,
    detail: isNew ? 'lost' : 'unknown',
    ...(severity && { severity }),
  };
}

/** The pattern of the policy that a report was found by. */
function patternOf(report: string, { reports, place }: SecurityGate, { folder }: Policy): Place {
  if (!isBelow(folder, report)) return place;
  const path = relativeTo(folder, report);
  return reports.find(({ glob }) => compileGlob(glob).matches(path))?.place ?? place;
}

function sentence(message: string): string {
  return shortened(message.replace(/\s+/g, ' ').trim(), 300).replace(/\.$/, '');
}

function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
