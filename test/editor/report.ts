import type { Suite } from './suite.ts';

/** How long one test may wait, in milliseconds: generous, because a loaded machine is slow and a pass does not wait. */
const patience = 60_000;

/**
 * Runs the suites' tests in order and prints one line per test. The prefix is what the driver outside looks for among
 * the workbench's own messages; the closing line tells it how many tests there were, so that none cannot pass.
 * @returns the number of tests that failed.
 */
export async function runSuites(suites: readonly Suite[]): Promise<number> {
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    for (const [name, test] of Object.entries(suite.tests)) {
      const started = Date.now();
      const failure = await failureOf(test);
      const title = `${suite.name}: ${name} (${Date.now() - started} ms)`;
      if (failure === undefined) passed += 1;
      else failed += 1;
      print(failure === undefined ? `ok    ${title}` : `FAIL  ${title}\n${failure}`);
    }
  }
  print(`total passed=${passed} failed=${failed}`);
  return failed;
}

async function failureOf(test: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${patience / 1000} s`)), patience);
  });
  try {
    await Promise.race([test(), late]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function print(text: string): void {
  // Frames inside the workbench are long and say nothing.
  const lines = text.split('\n').filter((line) => !line.includes('/workbench.js:'));
  for (const line of lines) console.log(`[parapet-test] ${line}`);
}
