/** A JSON object of a foreign document: nothing is known of its values, and its keys may be anything. */
export type Fields = Readonly<Record<string, unknown>>;

export type PlainJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** Reads JSON without positions, as fast as the engine can; `message` says in words what is wrong. */
export function parsePlainJson(text: string): PlainJson {
  try {
    return { ok: true, value: JSON.parse(withoutMark(text)) };
  } catch {
    return { ok: false, message: whatIsWrong(withoutMark(text)) };
  }
}

/** The text without the byte order mark that some tools write. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function whatIsWrong(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (/^<{7} /m.test(text)) return 'it holds conflict markers of a merge';
  const end = text.trimStart().startsWith('[') ? ']' : '}';
  const isOpen = /^\s*[[{]/.test(text) && text.trimEnd().at(-1) !== end;
  return isOpen ? 'it is not valid JSON; it seems to be cut off' : 'it is not valid JSON';
}

/** The value as an object; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The object's own value; a foreign key may be named like something that every object inherits. */
export function own(fields: Fields | undefined, key: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The object's own text under a key; undefined where it is anything but a text that says something. */
export function textAt(fields: Fields | undefined, key: string): string | undefined {
  const value = own(fields, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object's own object under a key. */
export function fieldsAt(fields: Fields | undefined, key: string): Fields | undefined {
  return fieldsOf(own(fields, key));
}

/** The items of the object's own list under a key; none where there is no list. */
export function itemsAt(fields: Fields | undefined, key: string): readonly unknown[] {
  const value = own(fields, key);
  return Array.isArray(value) ? value : [];
}

/** The objects in the object's own list under a key; other items are left out. */
export function objectsAt(fields: Fields | undefined, key: string): readonly Fields[] {
  return itemsAt(fields, key)
    .map(fieldsOf)
    .filter((item) => item !== undefined);
}

/** The texts of the object's own list under a key; other items are left out. */
export function textsAt(fields: Fields | undefined, key: string): readonly string[] {
  return itemsAt(fields, key).filter((item): item is string => typeof item === 'string' && item !== '');
}
