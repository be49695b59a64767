import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/rule.ts';
import { count } from '../model/words.ts';
import { type Arrow, accusedImports, arrowsBetween } from './arrows.ts';
import { boxGroups, type FileGroup, groupFiles, looseFiles } from './file-groups.ts';

/** Beyond these a drawing of single files is no longer read, and Mermaid itself refuses above 500 edges. */
const mostFiles = 60;
const mostEdges = 300;

/**
 * The graph as a Mermaid flowchart: files within their layers or slices or, when they are many, these and folders with
 * the number of imports on each edge. Edges that carry a finding that counts are thick and red.
 */
export function graphMermaid(files: readonly SourceFile[], findings: readonly Finding[]): string {
  const accused = accusedImports(findings);
  const single = files.map((file) => ({ label: file.path, rank: 0, files: [file] }));
  const arrows = arrowsBetween(single, accused);
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
  const arrows = arrowsBetween(groups, accused);
  const nodes = groups.map(({ label, files }, index) =>
    node(index, `${label} (${count(files.length, 'file')})`),
  );
  return [...nodes, ...arrows.map((arrow) => arrowLine(arrow, weightLabel(arrow))), ...style(arrows)];
}

function fileNodes(files: readonly SourceFile[]): readonly string[] {
  const indexes = new Map(files.map((file, index) => [file, index]));
  const fileNode = (file: SourceFile): string => node(indexes.get(file) ?? 0, file.path);
  const subgraphs = boxGroups(files).flatMap((box, index) => [
    `subgraph box${index}["${escapeLabel(box.label)}"]`,
    ...box.files.map((file) => `  ${fileNode(file)}`),
    'end',
  ]);
  return [...subgraphs, ...looseFiles(files).map(fileNode)];
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
