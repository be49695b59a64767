type Field = HTMLInputElement | HTMLSelectElement;

/**
 * Puts other content into a panel. Where it is about the same subject as before, what was typed and chosen, which
 * details are open, and where the keyboard is stay: a picture may arrive at any moment.
 */
export function replaceContent(panel: HTMLElement, subject: string, content: readonly Node[]): void {
  const isSame = panel.dataset['subject'] === subject;
  const fields = new Map(fieldsOf(panel).map((field) => [nameOf(field), field.value]));
  const open = new Set(detailsOf(panel).flatMap((own) => (own.open ? own.textContent : [])));
  const active = panel.contains(document.activeElement)
    ? nameOf(document.activeElement as HTMLElement)
    : undefined;
  panel.dataset['subject'] = subject;
  panel.replaceChildren(...content);
  if (!isSame) return;
  for (const field of fieldsOf(panel)) {
    const value = fields.get(nameOf(field));
    const isThere =
      field instanceof HTMLInputElement || [...field.options].some((option) => option.value === value);
    if (value !== undefined && isThere) field.value = value;
  }
  for (const own of detailsOf(panel)) own.open = open.has(own.textContent);
  if (active === undefined) return;
  const focusable = [...panel.querySelectorAll<HTMLElement>('button, a, input, select, summary')];
  focusable.find((own) => nameOf(own) === active)?.focus();
}

function fieldsOf(panel: HTMLElement): readonly Field[] {
  return [...panel.querySelectorAll<Field>('input, select')];
}

function detailsOf(panel: HTMLElement): readonly HTMLDetailsElement[] {
  return [...panel.querySelectorAll('details')];
}

function nameOf(own: HTMLElement): string {
  return own.getAttribute('aria-label') ?? own.textContent ?? '';
}
