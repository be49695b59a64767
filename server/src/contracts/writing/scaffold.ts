import { freshLayout } from '../../format/node-layout.ts';
import { blockLines, jsonText } from '../../format/node-text.ts';
import { contractNode } from './add-operation.ts';
import { isRefused, type Refused } from './document.ts';
import type { NewOperation } from './new-operation.ts';

export interface Scaffold {
  /** Of the document, which its ending makes YAML or JSON. */
  readonly path: string;
  /** The name of the service, for people. */
  readonly title: string;
  /** Without a slash at the end; absent where the service is served from the root. */
  readonly prefix?: string;
  readonly operations: readonly NewOperation[];
}

/** The text of a contract that promises what a service serves; paths are sorted. */
export function scaffoldContract({
  path,
  title,
  prefix,
  operations,
}: Scaffold): { readonly text: string } | Refused {
  const about = { title, version: firstVersion, ...(prefix !== undefined && { prefix }) };
  const root = contractNode(about, operations);
  if (isRefused(root)) return root;
  const isJson = path.endsWith('.json');
  const layout = freshLayout(isJson);
  return {
    text: isJson ? `${jsonText(root, '', layout)}\n` : `${(blockLines(root, 0, layout) ?? []).join('\n')}\n`,
  };
}

const firstVersion = '0.1.0';
