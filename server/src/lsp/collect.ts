import { checkResult } from '../engine/check-result.ts';
import type { CollectedSection } from '../protocol.ts';
import { version } from '../version.ts';
import type { Session } from './session.ts';

/** What a bug report needs: versions, policies, counts, times and memory; paths of policies, but never source text. */
export function collect(sessions: readonly Session[]): readonly CollectedSection[] {
  const { rss, heapUsed } = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return [
    {
      title: 'Server',
      entries: [
        ['version', version],
        ['node', process.version],
        ['platform', `${process.platform} ${process.arch}`],
        ['resident memory (MB)', megabytes(rss)],
        ['heap (MB)', megabytes(heapUsed)],
        ['uptime (s)', Math.round(process.uptime())],
        ['roots', sessions.length],
      ],
    },
    ...sessions.map(ofSession),
  ];
}

function ofSession({
  root,
  workspace,
  scanMilliseconds,
  changeMilliseconds,
  typesMilliseconds,
}: Session): CollectedSection {
  const { summary, findings, notices } = checkResult(workspace, version);
  const byRule = new Map<string, number>();
  for (const { rule } of findings) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  return {
    title: `Root ${root}`,
    entries: [
      ...workspace.policies.flatMap(({ path, edition, inputs, problems }) => [
        ['policy', `${path} (edition ${edition}, ${problems.length} problems)`] as const,
        ['policy chain', inputs.join(' → ')] as const,
      ]),
      ['policy readable', !workspace.isPolicyBroken],
      ['files', summary.files],
      ['edges', summary.edges],
      ['first analysis (ms)', Math.round(scanMilliseconds ?? 0)],
      ['last change (ms)', Math.round(changeMilliseconds ?? 0)],
      ...(typesMilliseconds === undefined
        ? []
        : [['types of open files (ms)', Math.round(typesMilliseconds)] as const]),
      ...workspace.timings().map(([rule, took]) => [`${rule} (ms)`, Math.round(took * 10) / 10] as const),
      ...[...byRule].sort().map(([rule, count]) => [`findings of ${rule}`, count] as const),
      ...notices.map(({ code, message }) => [`notice ${code}`, message] as const),
    ],
  };
}
