import { Script } from 'node:vm';
import type { WorkOutcome } from '../model/host.ts';

const slot = Symbol.for('parapet.watched-work');
const late = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * Runs synchronous work and ends it when it takes too long. Nothing else in one thread can interrupt a loop or a
 * regular expression: the script only calls the function it was given, because only a script has a time limit.
 */
export function createWatchdog(): (milliseconds: number, work: () => void) => WorkOutcome {
  const script = new Script(`globalThis[Symbol.for('${Symbol.keyFor(slot)}')]()`);
  const place = globalThis as { [slot]?: () => void };
  return (milliseconds, work) => {
    place[slot] = work;
    try {
      script.runInThisContext({ timeout: milliseconds });
      return { ended: 'done' };
    } catch (error) {
      const isLate = (error as { code?: unknown } | null)?.code === late;
      return isLate ? { ended: 'late' } : { ended: 'thrown', error };
    } finally {
      delete place[slot];
    }
  };
}
