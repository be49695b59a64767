/** Gives what was read last of a path while its text is the same and somebody still holds it; keeps nothing alive by itself. */
export function remembered<Facts extends object>(
  read: (path: string, text: string) => Facts,
): ((path: string, text: string) => Facts) & { readonly size: () => number } {
  const known = new Map<string, { readonly text: string; readonly facts: WeakRef<Facts> }>();
  let most = fewest;
  const look = (path: string, text: string): Facts => {
    const last = known.get(path);
    const kept = last?.text === text ? last.facts.deref() : undefined;
    if (kept) return kept;
    if (known.size >= most) {
      for (const [other, { facts }] of known) if (!facts.deref()) known.delete(other);
      most = Math.max(fewest, known.size * 2);
    }
    const facts = read(path, text);
    known.set(path, { text, facts: new WeakRef(facts) });
    return facts;
  };
  return Object.assign(look, { size: () => known.size });
}

/** Gives what was made of an equal text while somebody still holds it; keeps neither it nor the text alive by itself. */
export function rememberedByText<Made extends object>(make: (text: string) => Made): (text: string) => Made {
  const known = new Set<WeakRef<Made>>();
  const texts = new WeakMap<Made, string>();
  return (text) => {
    for (const reference of known) {
      const made = reference.deref();
      if (!made) known.delete(reference);
      else if (texts.get(made) === text) return made;
    }
    const made = make(text);
    texts.set(made, text);
    known.add(new WeakRef(made));
    return made;
  };
}

/** So many are not worth a look through them. */
const fewest = 64;
