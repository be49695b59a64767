// Workspaces of any size, the same bytes everywhere: packages in four layers, aliases, tests, a share of cycles.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { benchFolder, keptFolder } from './places.mjs';
import { createRandom } from './random.mjs';
import { nameOf, sourceText, testText } from './source-text.mjs';

/** From top to bottom, with the share of the files. */
const layers = [
  { name: 'apps', share: 0.15 },
  { name: 'features', share: 0.35 },
  { name: 'domain', share: 0.25 },
  { name: 'platform', share: 0.25 },
];
const filesPerPackage = 100;
const areas = ['model', 'service', 'storage', 'view', 'format', 'event', 'client', 'policy'];

/** The folder of a workspace of `size` source files, written unless an equal one is there. */
export function generatedWorkspace(size) {
  const folder = path.join(keptFolder, `generated-${size}-${generatorVersion()}`);
  const mark = path.join(folder, '.complete');
  if (fs.existsSync(mark)) return folder;
  removeOlder(size);
  for (const [file, text] of workspaceFiles(size)) {
    const absolute = path.join(folder, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    fs.writeFileSync(absolute, text);
  }
  fs.writeFileSync(mark, '');
  return folder;
}

/** A generator of another version wrote other bytes; nothing else would ever remove them. */
function removeOlder(size) {
  fs.mkdirSync(keptFolder, { recursive: true });
  for (const name of fs.readdirSync(keptFolder)) {
    if (name.startsWith(`generated-${size}-`)) fs.rmSync(path.join(keptFolder, name), { recursive: true });
  }
}

function generatorVersion() {
  const hash = createHash('sha256');
  for (const file of ['generate.mjs', 'random.mjs', 'source-text.mjs']) {
    hash.update(fs.readFileSync(path.join(benchFolder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Every file of a workspace as [path, text]; `size` counts the source files. */
export function* workspaceFiles(size) {
  const packages = planPackages(size);
  yield* rootFiles();
  for (const [index, own] of packages.entries()) {
    yield [`${own.folder}/package.json`, manifest(own)];
    yield [`${own.folder}/tsconfig.json`, json({ extends: '../../tsconfig.json', include: ['src'] })];
    yield* packageSources(own, packages.slice(index + 1), packages.slice(0, index));
  }
}

function rootFiles() {
  const paths = Object.fromEntries(layers.map(({ name }) => [`@${name}/*`, [`./${name}/*`]]));
  const compilerOptions = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true };
  const workspaces = layers.map(({ name }) => `${name}/*`);
  const policyLayers = layers.map(({ name }) => ({ name, files: `${name}/**` }));
  return [
    ['package.json', json({ name: 'generated', private: true, workspaces })],
    ['tsconfig.json', json({ compilerOptions: { ...compilerOptions, jsx: 'react-jsx', paths } })],
    ['parapet.jsonc', json({ edition: '2026-11', tests: ['**/*.test.ts'], layers: policyLayers })],
    ['.gitignore', 'node_modules/\ndist/\n'],
  ];
}

/** From the top layer down: a package imports only packages that come after it. */
function planPackages(size) {
  const packages = [];
  let left = size;
  for (const [rank, { name, share }] of layers.entries()) {
    const files = rank === layers.length - 1 ? left : Math.round(size * share);
    const count = Math.max(1, Math.round(files / filesPerPackage));
    for (let index = 0; index < count; index++) {
      const own = Math.floor(files / count) + (index < files % count ? 1 : 0);
      const title = `${nameOf(packages.length)}-${packages.length}`;
      packages.push({ rank, layer: name, name: `@acme/${title}`, folder: `${name}/${title}`, files: own });
    }
    left -= files;
  }
  return packages.map((own, seed) => ({ ...own, seed, modules: planModules(own, seed) }));
}

/** The last file is the index and a tenth of the rest are tests; a module imports those before it. */
function planModules({ files, layer }, seed) {
  const random = createRandom(seed * 7919 + 17);
  return Array.from({ length: files - 1 }, (_, index) => {
    const subject = nameOf(random.below(1000) + index);
    const isView = layer === 'apps' && random.chance(0.4);
    const isTest = index > 0 && index % 10 === 9;
    const area = areas[random.below(areas.length)];
    const file = `${area}/${subject}-${index}`;
    return { index, file, name: `${pascal(subject)}${index}`, isTest, extension: isView ? 'tsx' : 'ts' };
  });
}

function* packageSources(own, below, above) {
  const random = createRandom(own.seed * 104729 + 3);
  const modules = own.modules.filter(({ isTest }) => !isTest);
  const back = new Map();
  for (const module of own.modules) {
    const earlier = modules.filter(({ index }) => index < module.index);
    if (module.isTest) {
      yield [`${own.folder}/src/${module.file}.test.ts`, testText(module, earlier.at(-1), random)];
      continue;
    }
    const imports = chooseImports({ own, module, earlier, modules, below, above, back }, random);
    yield [`${own.folder}/src/${module.file}.${module.extension}`, sourceText(module, imports, random)];
  }
  const lines = modules.slice(-20).map(({ file, name }) => `export { create${name} } from './${file}';`);
  yield [`${own.folder}/src/index.ts`, `${lines.join('\n')}\n`];
}

/**
 * Up to six modules of the package, some packages below by name or alias, in 0.3 % of the files a type from above, and
 * in 1.5 % a later neighbour that imports back: a cycle of two.
 */
function chooseImports({ own, module, earlier, modules, below, above, back }, random) {
  const chosen = new Set(back.get(module.index) ?? []);
  for (let count = random.below(7); count > 0 && earlier.length > 0; count--) chosen.add(random.of(earlier));
  const later = modules.find(({ index }) => index > module.index + random.below(4));
  if (later && random.chance(0.015)) {
    chosen.add(later);
    back.set(later.index, [...(back.get(later.index) ?? []), module]);
  }
  const imports = [...chosen].map((target) => ({ target, way: 'relative', isType: random.chance(0.2) }));
  const near = below.slice(0, 40);
  for (let count = random.below(3); count > 0 && near.length > 0; count--) {
    imports.push(fromPackage(random.of(near), random));
  }
  const higher = above.filter(({ rank }) => rank < own.rank);
  if (higher.length > 0 && random.chance(0.003)) {
    imports.push({ ...aliased(random.of(higher.slice(-40)), random), isType: true });
  }
  return imports;
}

function fromPackage(other, random) {
  return random.chance(0.5) ? named(other, random) : aliased(other, random);
}

function named(other, random) {
  const exported = other.modules.filter(({ isTest }) => !isTest).slice(-20);
  return { target: random.of(exported), way: other.name, isType: false };
}

function aliased(other, random) {
  const target = random.of(other.modules.filter(({ isTest }) => !isTest));
  return { target, way: `@${other.folder}/src/${target.file}`, isType: random.chance(0.2) };
}

function manifest({ name }) {
  return json({ name, version: '1.0.0', type: 'module', exports: { '.': './src/index.ts' } });
}

function pascal(text) {
  return text.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
