// `npm run test:editor [-- words…]`: the stages that need a real VS Code; words choose among their titles.
import { editorStages } from './editor-stages.mjs';
import { prepareInstall } from './prepare.mjs';
import { exitOnEnd, guard, ownTemporaryFolder, Trouble } from './run.mjs';
import { runStages } from './stages.mjs';

exitOnEnd();
ownTemporaryFolder();
await guard(async () => {
  await prepareInstall();
  const words = process.argv.slice(2);
  const chosen = editorStages.filter(
    ({ title }) => words.length === 0 || words.some((word) => title.includes(word)),
  );
  if (chosen.length === 0) throw new Trouble(`no stage is called ${words.join(' or ')}.`);
  return runStages(chosen);
});
