/** The address of a path within a Markdown preview; brackets would end a link early. */
export function linkTo(path: string): string {
  const encoded = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  return `/${encoded.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))}`;
}
