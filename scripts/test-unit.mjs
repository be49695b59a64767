// `npm run test:unit [-- files…]`
import { prepareInstall } from './prepare.mjs';
import { exitOnEnd, guard, ownTemporaryFolder } from './run.mjs';
import { runUnitTests } from './unit-tests.mjs';

exitOnEnd();
ownTemporaryFolder();
await guard(async () => {
  await prepareInstall();
  return (await runUnitTests(process.argv.slice(2))) ? 0 : 1;
});
