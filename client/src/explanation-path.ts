/**
 * The path of an explanation's virtual document: one segment, so that the editor's tab shows the whole title.
 *
 * @param title e.g. `architecture/upward-import`
 */
export function explanationPath(title: string): string {
  const segment = title
    .replaceAll(/[\\/:*?"<>|#%\s]+/g, ' ')
    .trim()
    .slice(0, 120);
  return `/${segment === '' ? 'Explanation' : segment}.md`;
}
