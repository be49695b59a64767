import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/rule.ts';
import { count } from '../model/words.ts';
import { type Arrow, accusedImports, arrowsBetween } from './arrows.ts';
import { boxGroups, type FileGroup, groupFiles, looseFiles } from './file-groups.ts';

/** Graphviz draws more than a person can read; beyond these, layers and folders are drawn in place of files. */
const mostFiles = 200;
const mostEdges = 1000;
const mostGroups = 60;

const head = [
  'rankdir=TB;',
  'graph [fontname="sans-serif", style="rounded"];',
  'node [shape=box, style="rounded", fontname="sans-serif", fontsize=11];',
  'edge [fontname="sans-serif", fontsize=9];',
];

/**
 * The graph for Graphviz: files within clusters of their layers or slices or, when they are many, these and folders with the
 * number of imports on each edge. Edges that carry a finding that counts are thick and red.
 */
export function graphDot(files: readonly SourceFile[], findings: readonly Finding[]): string {
  const accused = accusedImports(findings);
  const arrows = arrowsBetween(
    files.map((file) => ({ files: [file] })),
    accused,
  );
  const lines =
    files.length <= mostFiles && arrows.length <= mostEdges
      ? [...fileNodes(files), ...arrows.map((arrow) => arrowLine(arrow, violationLabel(arrow)))]
      : aggregated(groupFiles(files, mostGroups), accused);
  return `${['digraph parapet {', ...[...head, ...lines].map((line) => `  ${line}`), '}'].join('\n')}\n`;
}

function aggregated(groups: readonly FileGroup[], accused: ReadonlySet<string>): readonly string[] {
  return [
    ...groups.map(({ label, files }, index) => node(index, `${label}\n${count(files.length, 'file')}`)),
    ...arrowsBetween(groups, accused).map((arrow) => arrowLine(arrow, weightLabel(arrow))),
  ];
}

function fileNodes(files: readonly SourceFile[]): readonly string[] {
  const indexes = new Map(files.map((file, index) => [file, index]));
  const fileNode = (file: SourceFile): string => node(indexes.get(file) ?? 0, file.path);
  const clusters = boxGroups(files).flatMap((box, index) => [
    `subgraph cluster${index} {`,
    `  label=${quoted(box.label)};`,
    ...box.files.map((file) => `  ${fileNode(file)}`),
    '}',
  ]);
  return [...clusters, ...looseFiles(files).map(fileNode)];
}

function node(index: number, label: string): string {
  return `n${index} [label=${quoted(label)}];`;
}

function arrowLine({ from, to, violations }: Arrow, label: string): string {
  const attributes = [
    ...(label === '' ? [] : [`label=${quoted(label)}`]),
    ...(violations > 0 ? ['color="#dd3333"', 'fontcolor="#dd3333"', 'penwidth=3'] : []),
  ];
  return `n${from} -> n${to}${attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''};`;
}

function violationLabel({ violations }: Arrow): string {
  return violations === 0 ? '' : count(violations, 'violation');
}

function weightLabel(arrow: Arrow): string {
  return arrow.violations === 0 ? String(arrow.imports) : `${arrow.imports}, ${violationLabel(arrow)}`;
}

/** Within quotes a backslash starts one of Graphviz' own escapes, and control characters mean nothing. */
function quoted(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return `"${escaped.replace(/\p{Cc}/gu, '\ufffd')}"`;
}
