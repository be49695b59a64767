import { type Finding, isOpen } from '../model/finding.ts';
import type { SourceFile } from '../model/rule.ts';
import { type FileGroup, groupFiles, layerGroups } from './file-groups.ts';
import { count } from './words.ts';

/** Beyond these a drawing of single files is no longer read, and Mermaid itself refuses above 500 edges. */
const mostFiles = 60;
const mostEdges = 300;

/** The imports from one node to another. */
interface Arrow {
  readonly from: number;
  readonly to: number;
  imports: number;
  violations: number;
}

/**
 * The graph as a Mermaid flowchart: files within their layers or, when they are many, layers and folders with
 * the number of imports on each edge. Edges that carry a finding that counts are thick and red.
 */
export function graphMermaid(files: readonly SourceFile[], findings: readonly Finding[]): string {
  const accused = accusedImports(findings);
  const single = files.map((file) => ({ label: file.path, rank: 0, files: [file] }));
  const arrows = collectArrows(single, accused);
  const lines =
    files.length <= mostFiles && arrows.length <= mostEdges
      ? [
          ...fileNodes(files),
          ...arrows.map((arrow) => arrowLine(arrow, violationLabel(arrow))),
          ...style(arrows),
        ]
      : aggregated(groupFiles(files, mostFiles), accused);
  return `${['flowchart TB', ...lines.map((line) => `  ${line}`)].join('\n')}\n`;
}

function aggregated(groups: readonly FileGroup[], accused: ReadonlySet<string>): readonly string[] {
  const arrows = collectArrows(groups, accused);
  const nodes = groups.map(({ label, files }, index) =>
    node(index, `${label} (${count(files.length, 'file')})`),
  );
  return [...nodes, ...arrows.map((arrow) => arrowLine(arrow, weightLabel(arrow))), ...style(arrows)];
}

function fileNodes(files: readonly SourceFile[]): readonly string[] {
  const indexes = new Map(files.map((file, index) => [file, index]));
  const fileNode = (file: SourceFile): string => node(indexes.get(file) ?? 0, file.path);
  const subgraphs = layerGroups(files).flatMap((layer, index) => [
    `subgraph layer${index}["${escapeLabel(layer.label)}"]`,
    ...layer.files.map((file) => `  ${fileNode(file)}`),
    'end',
  ]);
  return [...subgraphs, ...files.filter((file) => !file.layer).map(fileNode)];
}

/** One arrow per pair of groups, in order of the groups; imports within a group are not drawn. */
function collectArrows(groups: readonly FileGroup[], accused: ReadonlySet<string>): readonly Arrow[] {
  const groupOf = new Map(
    groups.flatMap(({ files }, index) => files.map((file) => [file.id, index] as const)),
  );
  const arrows = new Map<string, Arrow>();
  for (const [from, group] of groups.entries()) {
    for (const file of group.files) {
      for (const [index, fact] of file.facts.imports.entries()) {
        const target = file.targets[index];
        const to = target?.to === 'file' ? groupOf.get(target.file) : undefined;
        if (to === undefined || to === from) continue;
        const arrow = arrows.get(`${from} ${to}`) ?? { from, to, imports: 0, violations: 0 };
        arrow.imports++;
        if (accused.has(importKey(file.path, fact.start))) arrow.violations++;
        arrows.set(`${from} ${to}`, arrow);
      }
    }
  }
  return [...arrows.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A finding about an import covers exactly its specifier, so the place tells which import it is. */
function accusedImports(findings: readonly Finding[]): ReadonlySet<string> {
  const open = findings.filter((finding) => isOpen(finding) && finding.rule.startsWith('architecture/'));
  return new Set(open.map(({ path, span }) => importKey(path, span.start)));
}

function importKey(path: string, start: number): string {
  return `${path}\n${start}`;
}

function node(index: number, label: string): string {
  return `n${index}["${escapeLabel(label)}"]`;
}

function arrowLine({ from, to, violations }: Arrow, label: string): string {
  const line = violations > 0 ? '==>' : '-->';
  return `n${from} ${line}${label === '' ? '' : `|"${label}"|`} n${to}`;
}

function violationLabel({ violations }: Arrow): string {
  return violations === 0 ? '' : count(violations, 'violation');
}

function weightLabel(arrow: Arrow): string {
  return arrow.violations === 0 ? String(arrow.imports) : `${arrow.imports}, ${violationLabel(arrow)}`;
}

function style(arrows: readonly Arrow[]): readonly string[] {
  const marked = arrows.flatMap(({ violations }, index) => (violations > 0 ? [index] : []));
  return marked.length === 0 ? [] : [`linkStyle ${marked.join(',')} stroke:#d33,stroke-width:3px`];
}

/** Mermaid knows no backslash escapes: what could end a label or start markup is written as an entity code. */
function escapeLabel(label: string): string {
  return label.replace(/[\p{Cc}"#<>&`\\[\]{}|;]/gu, (character) => `#${character.codePointAt(0)};`);
}
