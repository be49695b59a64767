/** Gives what was kept under a key, or finds it from a file on; whether it may be kept shows afterwards. */
export type Keep<Found> = (
  key: string,
  from: string,
  find: () => Found,
  isWorthKeeping: () => boolean,
) => Found;

export function keepForOneSearch<Found>(): Keep<Found> {
  const kept = new Map<string, Found>();
  return (key, _from, find, isWorthKeeping) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = find();
    if (isWorthKeeping()) kept.set(key, found);
    return found;
  };
}
