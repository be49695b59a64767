import { basename, dirname, relative, resolve } from 'node:path';
import { compileGlob, globProblem } from '../format/glob.ts';
import { allowedByHash, readPageAssets } from '../host/page-assets.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/rule.ts';
import { focusOn } from '../report/focus.ts';
import { graphDot } from '../report/graph-dot.ts';
import { graphPage } from '../report/graph-html.ts';
import { graphJson } from '../report/graph-json.ts';
import { graphMermaid } from '../report/graph-mermaid.ts';
import { pictureOf } from '../report/picture.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { lineTables, type Opened, openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';
import { writeReport } from './write-report.ts';

/** What a format is made from. */
interface Drawn {
  readonly opened: Opened;
  readonly args: Arguments;
  readonly terminal: Terminal;
  /** Those in focus, or all. */
  readonly files: readonly SourceFile[];
  readonly all: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

const formats = {
  json: ({ files, all, opened }: Drawn) => graphJson(files, lineTables(opened), all),
  mermaid: ({ files, findings }: Drawn) => graphMermaid(files, findings),
  dot: ({ files, findings }: Drawn) => graphDot(files, findings),
  html: page,
} as const;

type Format = keyof typeof formats;

/** `parapet graph`: the import graph as data or as a picture. */
export async function graph(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['format', 'policy', 'focus', 'links', 'output']);
  const format = textOption(args, 'format', Object.keys(formats) as Format[]) ?? 'json';
  const focus = focusOption(args);
  if (format !== 'html' && args.values.links !== undefined) {
    throw new UsageError('--links is for --format html: other formats have none.');
  }
  const opened = await openWorkspace(args, terminal);
  const { files: all } = opened.workspace.facts();
  const files = focus === undefined ? all : focusOn(all, compileGlob(focus).matches);
  if (files === undefined) throw new UsageError(`No file matches "${focus}", relative to ${opened.root}.`);
  const findings = opened.workspace.findings();
  writeReport(formats[format]({ opened, args, terminal, files, all, findings }), args, terminal);
  return opened.workspace.isPolicyBroken ? 2 : 0;
}

function focusOption(args: Arguments): string | undefined {
  const glob = textOption(args, 'focus');
  const problem = glob === undefined ? undefined : globProblem(glob);
  if (problem !== undefined) throw new UsageError(`The pattern "${glob}" of --focus ${problem}.`);
  return glob;
}

/** Links lead to the files from where the page is written, or through the editor's own scheme. */
function page({ opened, args, terminal, files, all, findings }: Drawn): string {
  const { root, workspace } = opened;
  const kind = textOption(args, 'links', ['relative', 'vscode']) ?? 'relative';
  const { script, style } = readPageAssets();
  const output = textOption(args, 'output');
  const folder = output === undefined ? root : dirname(resolve(terminal.cwd, output));
  const base = relative(folder, root).replaceAll('\\', '/');
  const picture = pictureOf({
    ...{ title: basename(root), files, all, findings, lines: lineTables(opened) },
    knots: workspace.facts().knots(['value', 'dynamic']),
  });
  return graphPage(picture, {
    ...{ script, style, allowedScript: allowedByHash(script), allowedStyle: allowedByHash(style) },
    options: {
      links:
        kind === 'vscode'
          ? { kind, root: root.replaceAll('\\', '/') }
          : { kind, base: base === '' ? '' : `${base}/` },
    },
  });
}
