/** A path as a relative address. A file name may hold half of a surrogate pair, on which `encodeURIComponent` throws. */
export function relativeUri(path: string): string {
  const wellFormed = path.replace(/[\ud800-\udfff]/gu, '\ufffd');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}

/** A path from the root of the repository, of which the workspace is a folder; an empty folder is the root itself. */
export function belowFolder(path: string, folder: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
