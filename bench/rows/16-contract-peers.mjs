// Every pair of contracts of our tests, judged by two peers and by us: what both call breaking we call breaking, nothing that
// both call compatible, and each other difference stands in the published table with a reason.
import { execFileSync } from 'node:child_process';
import { differing, explanation, judge, loadComparison } from '../contract-peers.mjs';

const mostRevisions = 60;

export default async function contractPeers(context) {
  const comparison = await loadComparison(context.folder);
  const pairs = [...comparison.pairs, ...comparison.unionPairs, ...comparison.twins];
  const judged = [];
  for (const pair of pairs) {
    // A peer may refuse a document, as one whose reference leads nowhere.
    try {
      judged.push(await judge(comparison, context, pair));
    } catch (error) {
      console.log(`    ${pair.name}: ${error.message}`);
    }
  }
  const table = comparison.peerDifferences;
  const [breaking, compatible] = ['breaking', 'compatible'].map((level) =>
    judged.filter(({ oasdiff, redocly }) => oasdiff === level && redocly === level),
  );
  const others = judged.filter((one) => !breaking.includes(one) && !compatible.includes(one));
  const lines = [
    lineOf('what oasdiff and Redocly both call breaking', breaking, table),
    lineOf('what oasdiff and Redocly both call compatible', compatible, table),
    lineOf('what oasdiff and Redocly call differently', others, table),
    tableLine(judged, table),
  ];
  const own = lines.map((line) => ({
    ...line,
    corpus: `${judged.length} of ${pairs.length} pairs of our tests`,
  }));
  for (const history of context.options.histories) own.push(await historyLine(comparison, context, history));
  return own;
}

/** What differs there is told, to be held against the table by eye: no pair of ours names it. */
async function historyLine(comparison, context, { repository, file }) {
  const judged = [];
  const revisions = revisionsOf(repository, file);
  for (const [index, now] of revisions.slice(0, -1).entries()) {
    const old = revisions[index + 1];
    // A peer may refuse a document.
    try {
      judged.push(await judge(comparison, context, { name: now.commit, old: old.text, now: now.text }));
    } catch (error) {
      console.log(`    ${file} ${now.commit}: ${error.message}`);
    }
  }
  const alike = judged.filter(({ oasdiff, redocly }) => oasdiff === redocly);
  const wrong = alike.filter(differing);
  for (const { name, oasdiff, here, why } of wrong)
    console.log(`    ${file} ${name}: both ${oasdiff}, here ${here} (${why})`);
  return {
    quantity: 'what oasdiff and Redocly both call breaking, or compatible',
    ...{ must: 'as both, or as the table says', aim: '' },
    corpus: `${judged.length} of ${revisions.length - 1} revisions of ${file}`,
    measured: `${alike.length} alike, ${wrong.length} of them otherwise here`,
    verdict: wrong.length === 0 ? 'must' : '',
  };
}

/** The newest first. */
function revisionsOf(repository, file) {
  const git = (...args) =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const commits = git('log', '--first-parent', '--format=%h', '--diff-filter=AM', '--', file)
    .trim()
    .split('\n');
  return commits
    .slice(0, mostRevisions + 1)
    .map((commit) => ({ commit, text: git('show', `${commit}:${file}`) }));
}

function lineOf(quantity, judged, table) {
  const others = judged.filter(differing);
  const left = others.filter((one) => !explanation(one, table));
  for (const { name, oasdiff, redocly, here, why } of left)
    console.log(
      `    not in the table: ${name}: oasdiff ${oasdiff}, Redocly ${redocly}, here ${here} (${why})`,
    );
  return {
    quantity,
    must: 'as both, or in the table',
    aim: '',
    measured: `${judged.length}; we and they differ in ${others.length}, ${left.length} of them not in the table`,
    verdict: left.length === 0 ? 'must' : 'missed',
  };
}

/** A row that its pairs no longer show says something untrue. */
function tableLine(judged, table) {
  const shown = table.flatMap((row) => row.pairs.map((name) => ({ row, name })));
  const wrong = shown.filter(
    ({ row, name }) => !judged.some((one) => one.name === name && explanation(one, [row])),
  );
  for (const { row, name } of wrong) console.log(`    no longer so: ${row.change} (${name})`);
  return {
    quantity: 'the table of differences, by the pairs that its rows name',
    must: 'all so',
    aim: '',
    measured: `${shown.length} pairs in ${table.length} rows, ${wrong.length} no longer so`,
    verdict: wrong.length === 0 ? 'must' : 'missed',
  };
}
