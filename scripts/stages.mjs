// The stages of `npm test`: each prints a heading and its time, a failing one fails the whole, none is skipped.
import { Trouble } from './run.mjs';

/**
 * Runs stages in order, all of them, and prints a summary whose last line is `N passed, N failed`.
 * @param {{ title: string, run: () => Promise<boolean> }[]} stages a stage fails by `false` or by throwing.
 * @returns {Promise<number>} the exit code.
 */
export async function runStages(stages) {
  const results = [];
  for (const stage of stages) {
    console.log(`\n== ${stage.title}`);
    const started = Date.now();
    const passed = await outcome(stage);
    results.push({ title: stage.title, passed, seconds: (Date.now() - started) / 1000 });
    console.log(`   ${passed ? 'passed' : 'FAILED'} in ${results.at(-1).seconds.toFixed(1)} s`);
  }
  console.log('\n== summary');
  for (const { title, passed, seconds } of results) {
    console.log(`   ${passed ? 'passed' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${title}`);
  }
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function outcome(stage) {
  try {
    return await stage.run();
  } catch (error) {
    console.log(error instanceof Trouble ? `parapet: ${error.message}` : error);
    return false;
  }
}
