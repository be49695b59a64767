/** True when a key of `rules` means this rule: its id, or a pattern in which `*` stands for anything. */
export function namesRule(key: string, id: string): boolean {
  if (!key.includes('*')) return key === id;
  const [head = '', ...rest] = key.split('*');
  if (!id.startsWith(head)) return false;
  let from = head.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? id.length - part.length : id.indexOf(part, from);
    if (found < from || !id.startsWith(part, found)) return false;
    from = found + part.length;
  }
  return true;
}
