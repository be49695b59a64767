import { isVersion } from '../../format/semver.ts';
import type { Contract } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { nameOf } from './sentences.ts';
import { wayOf } from './written-way.ts';

/** A contract without a version by its scheme, or with that of what it promised before. */
export async function* versionFixes(
  finding: Finding,
  { contracts }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const governed = contracts.contracts.find(({ contract: { version, infoPlace } }) => {
    const { path, span } = version ?? infoPlace;
    return path === finding.path && span.start === finding.span.start;
  });
  if (!governed || finding.detail === 'not-in-paths') return;
  const { contract } = governed;
  const isChange = finding.remedy?.['bump'] !== undefined;
  const version = isChange ? finding.remedy?.['version'] : wellFormed(contract);
  if (version !== undefined) yield await versionWay(contract, version, tools);
}

export async function versionWay(contract: Contract, version: string, tools: FixTools): Promise<WayOut> {
  const writing = await tools.contracts();
  const title = `Set the version of "${nameOf(contract)}" to ${version}`;
  return wayOf('set-version', title, writing.setVersion(contract, version));
}

/** The version with the three numbers of a semantic one; the first of all where nothing of it can be kept. */
function wellFormed({ version }: Contract): string | undefined {
  const text = version?.text.trim() ?? '';
  if (text === '') return '1.0.0';
  const [, major, minor = '0', patch = '0', rest = ''] =
    /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?([-+].*)?$/i.exec(text) ?? [];
  if (major === undefined) return undefined;
  const whole = `${[major, minor, patch].map(Number).join('.')}${rest}`;
  return isVersion(whole) ? whole : undefined;
}
