// Every pair of contracts of our tests, judged by two peers and by us: what both call breaking we call breaking, nothing that
// both call compatible, and each other difference stands in the published table with a reason.
import { differing, explanation, judge, loadComparison } from '../contract-peers.mjs';

export default async function contractPeers(context) {
  const comparison = await loadComparison(context.folder);
  const pairs = [...comparison.pairs, ...comparison.twins];
  const judged = [];
  for (const pair of pairs) judged.push(await judge(comparison, context, pair));
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
  return lines.map((line) => ({ ...line, corpus: `${pairs.length} pairs of our tests` }));
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
