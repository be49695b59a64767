import type { Clock } from '../application/ports.js';

/** A clock that stands still. */
export function fixedClock(moment: Date): Clock {
  return { now: () => moment };
}
