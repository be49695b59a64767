// `npm run build [-- --dev]`: bundles the client, the server, the CLI, the lazy semantic tier and the editor's test suite.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { guard, root, Trouble } from './run.mjs';

/** The package that the editor's TypeScript server loads. */
export const pluginFolder = 'dist/typescript-plugin';

const bundles = [
  { entry: 'client/src/extension.ts', file: 'dist/client.cjs', external: ['vscode'] },
  { entry: 'server/src/lsp/main.ts', file: 'dist/server.cjs' },
  { entry: 'server/src/cli/main.ts', file: 'dist/cli.cjs', banner: '#!/usr/bin/env node' },
  { entry: 'server/src/cli/commands.ts', file: 'dist/commands.cjs' },
  { entry: 'server/src/rules/fixes.ts', file: 'dist/fixes.cjs' },
  { entry: 'server/src/contract-parts.ts', file: 'dist/contracts.cjs' },
  { entry: 'server/src/semantics/index.ts', file: 'dist/semantics.cjs' },
  { entry: 'server/src/types-thread.ts', file: 'dist/types-thread.cjs' },
  // The TypeScript server takes a function for a module.
  {
    entry: 'typescript-plugin/src/index.ts',
    file: `${pluginFolder}/index.cjs`,
    footer: 'module.exports=module.exports.default;',
  },
  { entry: 'server/src/page/main.ts', file: 'dist/page.js', isPage: true },
  { entry: 'server/src/page/page.css', file: 'dist/page.css', isPage: true },
  { entry: 'test/editor/index.ts', file: 'out/test/editor/index.cjs', external: ['vscode'], isTest: true },
];

// The bundles are CommonJS and the sources are modules, which may ask where they are.
export const moduleUrl = "const moduleUrl=require('node:url').pathToFileURL(__filename).href;";

/** What `npm start` needs to be newer than `buildInputs`. */
export const buildOutputs = bundles.map((bundle) => bundle.file);
/** What the bundles are made from. */
export const buildInputs = [
  'client/src',
  'server/src',
  'typescript-plugin/src',
  'test/editor',
  'package-lock.json',
  'scripts/build.mjs',
];

/** Writes every bundle; `dev` keeps source maps and names. */
export async function build({ dev = false } = {}) {
  const { default: esbuild } = await import('esbuild').catch(() => {
    throw new Trouble('esbuild is not installed: run `npm ci` first.');
  });
  const missing = bundles.filter(({ entry }) => !fs.existsSync(path.join(root, entry)));
  if (missing.length > 0)
    throw new Trouble(`cannot build without ${missing.map(({ entry }) => entry).join(', ')}.`);
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  await Promise.all(bundles.map((bundle) => bundleOne(esbuild, bundle, dev)));
  writePluginManifest();
  for (const { file } of bundles) {
    const bytes = fs.statSync(path.join(root, file)).size;
    console.log(`${file.padEnd(28)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}

async function bundleOne(esbuild, bundle, dev) {
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [bundle.entry],
      outfile: bundle.file,
      bundle: true,
      logLevel: 'warning',
      minify: !dev && !bundle.isTest,
      ...(bundle.isPage ? pageSettings : nodeSettings(bundle, dev)),
    });
  } catch {
    throw new Trouble(`${bundle.entry} could not be bundled (see above).`);
  }
  if (bundle.banner) fs.chmodSync(path.join(root, bundle.file), 0o755);
}

function writePluginManifest() {
  const { version, license } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const manifest = { name: 'parapet-typescript-plugin', version, license, main: 'index.cjs' };
  fs.writeFileSync(path.join(root, pluginFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

// The page's script and style sheet stand in the page as they are, also within a file that is opened without a server.
const pageSettings = { platform: 'browser', format: 'iife', target: ['chrome111', 'firefox121', 'safari17'] };

function nodeSettings(bundle, dev) {
  return {
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: bundle.external ?? [],
    sourcemap: dev || bundle.isTest ? 'linked' : false,
    banner: { js: bundle.footer ? '' : [bundle.banner, moduleUrl].filter(Boolean).join('\n') },
    footer: { js: bundle.footer ?? '' },
    define: { 'import.meta.url': 'moduleUrl', PARAPET_BUILD: JSON.stringify(buildName()) },
    plugins: [lazyBundles],
  };
}

/** Names the sources that read facts: what another build kept on disk may be wrong for this one. */
function buildName() {
  const hash = createHash('sha1');
  const folder = path.join(root, 'server/src');
  for (const name of fs.readdirSync(folder, { recursive: true }).sort()) {
    const file = path.join(folder, name);
    if (name.endsWith('.ts')) hash.update(`${name}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Bundles that others load from beside them at the first dynamic import: ts-morph is 7 MB, and what a check does without
 * is more than half of what it would otherwise have to compile at every start.
 */
export const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    for (const [module, file] of [
      ['semantics/index.ts', './semantics.cjs'],
      ['lsp/main.ts', './server.cjs'],
      ['cli/commands.ts', './commands.cjs'],
      ['rules/fixes.ts', './fixes.cjs'],
      ['contract-parts.ts', './contracts.cjs'],
    ]) {
      const meant = path.join(root, 'server/src', module);
      const filter = new RegExp(`(?:^|/)${path.basename(module).replace('.', '\\.')}$`);
      build.onResolve({ filter }, ({ kind, importer, resolveDir, path: specifier }) => {
        if (kind === 'entry-point' || path.resolve(resolveDir, specifier) !== meant) return undefined;
        if (kind === 'dynamic-import') return { path: file, external: true };
        return { errors: [{ text: `${path.relative(root, importer)} must import ${module} dynamically.` }] };
      });
    }
  },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await guard(() => build({ dev: process.argv.includes('--dev') }));
}
