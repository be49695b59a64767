import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lockedVersion } from '../../server/src/format/locked-version.ts';

const npm = `{
  "packages": {
    "": { "dependencies": { "koa": "^3.0.0" } },
    "node_modules/@acme/koa": {
      "version": "9.9.9"
    },
    "node_modules/koa": {
      "version": "3.0.1",
      "resolved": "https://example.com/koa.tgz"
    },
    "node_modules/a/node_modules/koa": {
      "version": "2.0.0"
    },
    "node_modules/alias": {
      "name": "other",
      "version": "1.2.3-beta.1"
    }
  }
}
`;
const classic = `# yarn lockfile v1

"@acme/koa@^9.0.0":
  version "9.9.9"

koa-compose@^4.1.0:
  version "4.1.0"

koa@^2.0.0, koa@^2.1.0:
  version "2.16.1"
`;
const berry = `"@acme/koa@npm:^9.0.0":
  version: 9.9.9
  resolution: "@acme/koa@npm:9.9.9"

"koa@npm:^2.0.0, koa@npm:^2.1.0":
  version: 2.16.1
`;
const pnpm = `lockfileVersion: '9.0'

packages:

  '@acme/koa@9.9.9':
    resolution: {integrity: sha512-x}

  koa-compose@4.1.0:
    resolution: {integrity: sha512-x}

  koa@2.16.1:
    resolution: {integrity: sha512-x}
`;

test('the lock files of all package managers tell the version', () => {
  assert.equal(lockedVersion('package-lock.json', npm, 'koa'), '3.0.1');
  assert.equal(lockedVersion('package-lock.json', npm, 'alias'), '1.2.3-beta.1');
  for (const text of [classic, berry]) {
    assert.equal(lockedVersion('yarn.lock', text, 'koa'), '2.16.1');
    assert.equal(lockedVersion('yarn.lock', text, '@acme/koa'), '9.9.9');
  }
  assert.equal(lockedVersion('pnpm-lock.yaml', pnpm, 'koa'), '2.16.1');
  assert.equal(lockedVersion('pnpm-lock.yaml', pnpm, '@acme/koa'), '9.9.9');
  const older =
    'packages:\n\n  /koa@2.16.1(react@19.0.0):\n    dev: false\n\n  /pino/9.1.0:\n    dev: true\n';
  assert.equal(lockedVersion('pnpm-lock.yaml', older, 'koa'), '2.16.1');
  assert.equal(lockedVersion('pnpm-lock.yaml', older, 'pino'), '9.1.0');
});

test('a package that only looks alike is another one, and anything else is none', () => {
  assert.equal(lockedVersion('package-lock.json', npm, 'ko.'), undefined);
  for (const text of [classic, berry]) assert.equal(lockedVersion('yarn.lock', text, 'compose'), undefined);
  assert.equal(lockedVersion('pnpm-lock.yaml', pnpm, 'koa-'), undefined);
  for (const file of ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'] as const) {
    for (const text of ['', '{', 'koa', '<<<<<<< HEAD'])
      assert.equal(lockedVersion(file, text, 'koa'), undefined);
  }
});
