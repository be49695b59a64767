import { bugCode } from '../engine/rule-runs.ts';
import { type Finding, isOpen, type Notice, severities } from '../model/finding.ts';
import { bestFirst, type Fix, isFix, type Semantics } from '../model/fix.ts';
import type { FixTools } from '../model/fix-tools.ts';
import type { Rule } from '../model/rule.ts';
import type { WithFixes } from '../report/finding-words.ts';
import type { Format } from '../report/formats.ts';
import { rules } from '../rules/index.ts';
import type { Opened } from './open.ts';

export type WaysOut = WithFixes & {
  /** Ways that could not be found for a bug of ours. */
  readonly notices: readonly Notice[];
};

interface Asked {
  readonly format: Format;
  readonly all: boolean;
  /** At a terminal; a log or another program is told a verdict, and does not wait for what is needed to find more. */
  readonly isRead: boolean;
}

/** Whoever only wants a verdict does not wait for more. */
const mostSought = 10;

/** Programs are told ways out only where they ask for everything, and in one format. */
const untold: ReadonlySet<Format> = new Set(['sarif', 'gitlab', 'junit']);

/**
 * The ways out that a report tells. Unless all are asked for these are the best ones of some open findings, errors first,
 * as far as no compiler is needed to find them: a plain check stays light.
 */
export async function waysOut(
  findings: readonly Finding[],
  opened: Opened,
  { format, all, isRead }: Asked,
): Promise<WaysOut> {
  const isBare = format === 'json' || (format === 'pretty' && !isRead);
  if (untold.has(format) || (isBare && !all)) return { notices: [] };
  const mendable = findings.filter((finding) => fixOf(finding) && (all || isOpen(finding)));
  const sought = all ? mendable : worstFirst(mendable).slice(0, mostSought);
  const notices: Notice[] = [];
  const found = new Map<Finding, readonly Fix[]>();
  let unsought = mendable.length - sought.length;
  for (const finding of sought) {
    const light = all ? undefined : withoutCompiler(opened.fixTools);
    try {
      const fixes = await search(finding, opened, light ?? { tools: opened.fixTools, isAsked: () => false });
      found.set(finding, all ? fixes : bestFirst(fixes).slice(0, 1));
    } catch (thrown) {
      notices.push(failure(finding, thrown));
    }
    if (light?.isAsked() && !found.get(finding)?.length) unsought += 1;
  }
  return {
    fixes: (finding) => found.get(finding) ?? [],
    notices,
    ...(unsought > 0 && { unsought }),
  };
}

function fixOf({ rule }: Finding): Rule['fix'] {
  return rules.find(({ id }) => id === rule)?.fix;
}

function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const weight = ({ severity }: Finding) => severities.indexOf(severity);
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

interface Light {
  readonly tools: FixTools;
  /** True once the compiler was asked for: what comes from then on may be a way that it would have ruled out, or a worse one. */
  isAsked(): boolean;
}

async function search(
  finding: Finding,
  { workspace }: Opened,
  { tools, isAsked }: Light,
): Promise<readonly Fix[]> {
  const fixes: Fix[] = [];
  const ways = fixOf(finding)?.(finding, workspace.facts(), tools);
  if (!ways) return fixes;
  for await (const way of ways) {
    if (isAsked()) break;
    if (isFix(way)) fixes.push(way);
  }
  return fixes;
}

/** Answers in place of the compiler that there is no way. */
function withoutCompiler(tools: FixTools): Light {
  const reason = 'Nobody asked the compiler.';
  const none: Semantics = {
    typeOnlyEdits: async () => undefined,
    reroute: async () => ({ outcome: 'refused', reason }),
    extractPort: async () => ({ refused: reason }),
    deeperImport: async () => undefined,
  };
  let isAsked = false;
  return {
    isAsked: () => isAsked,
    tools: {
      ...tools,
      semantics: async () => {
        isAsked = true;
        return none;
      },
    },
  };
}

/** A finding whose ways out cannot be found is a finding all the same. */
function failure({ rule, path }: Finding, thrown: unknown): Notice {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `The ways out of "${rule}" in "${path}" could not be found: ${reason}`;
  return { code: bugCode, message, incomplete: false };
}
