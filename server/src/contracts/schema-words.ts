const annotations: ReadonlySet<string> = new Set([
  '$comment',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'nullable',
  'readOnly',
  'summary',
  'title',
  'writeOnly',
  'xml',
]);

/** True for a keyword that says nothing of which values are valid. */
export function isAnnotation(key: string): boolean {
  return annotations.has(key) || key.startsWith('x-');
}
