// A policy's layers as dependency-cruiser rules: what a team would write by hand for the same architecture.

/** The text of a CommonJS configuration file. @param corpus with `policy`, `tests` and `tsconfig` */
export function cruiserConfig({ policy, tsconfig }) {
  const levels = (policy.layers ?? []).map((level) => [level].flat());
  const tests = (policy.tests ?? []).map(globSource);
  const config = {
    forbidden: [...levels.flatMap((level, rank) => layerRules(levels, level, rank, tests)), noCycles],
    options: {
      doNotFollow: { path: 'node_modules' },
      exclude: { path: ['(^|/)node_modules/', ...(policy.exclude ?? []).map(globSource)] },
      tsPreCompilationDeps: true,
      ...(tsconfig && { tsConfig: { fileName: tsconfig } }),
    },
  };
  return `module.exports = ${JSON.stringify(config, null, 2)};\n`;
}

const noCycles = {
  name: 'no-circular',
  severity: 'error',
  from: {},
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

function layerRules(levels, level, rank, tests) {
  return level.map((layer) => {
    const others = [...levels.slice(0, rank).flat(), ...level.filter((other) => other !== layer)];
    return {
      name: `layer-${layer.name}`,
      severity: 'error',
      from: { path: sources(layer), ...(tests.length > 0 && { pathNot: tests }) },
      // An empty list would forbid everything; the top layer may import all.
      to: { path: others.length > 0 ? others.flatMap(sources) : ['^\\0$'] },
    };
  });
}

function sources({ files }) {
  return [files].flat().map(globSource);
}

/** Ends that match anything are left out: dependency-cruiser refuses a star within a star. */
function globSource(glob) {
  const inner = glob.replace(/^\*\*\//, '').replace(/\*\*$/, '');
  const source = inner.replace(/\*\*|\*|\{|\}|,|[.+^$()[\]\\|?]/g, (token) => {
    const special = { '**': '.*', '*': '[^/]*', '{': '(?:', '}': ')', ',': '|' };
    return special[token] ?? `\\${token}`;
  });
  return `${glob.startsWith('**/') ? '(?:^|/)' : '^'}${source}${glob.endsWith('**') ? '' : '$'}`;
}
