import { isSameList } from '../../model/equality.ts';

/** Gives again what was made last while all that it is made of is the same; holds that alone. */
export function lastFor<Ground extends readonly unknown[], T>(
  make: (...ground: Ground) => T,
): ((...ground: Ground) => T) & { readonly forget: () => void } {
  const last: { known?: { readonly ground: Ground; readonly made: T } } = {};
  const look = (...ground: Ground): T => {
    if (!last.known || !isSameList(ground, last.known.ground)) last.known = { ground, made: make(...ground) };
    return last.known.made;
  };
  const forget = () => {
    delete last.known;
  };
  return Object.assign(look, { forget });
}

/** Gives the list of before as long as a new one holds the same. */
export function lastingList<T>(): (list: readonly T[]) => readonly T[] {
  const last: { list: readonly T[] } = { list: [] };
  return (list) => {
    if (!isSameList(list, last.list)) last.list = list;
    return last.list;
  };
}
