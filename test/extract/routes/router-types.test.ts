import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { factsOf, filesOf, followIn, foundIn } from './route-fixture.ts';

const told = (files: string) =>
  foundIn(files).routes.map(({ framework, method, template }) => `${framework} ${method} ${template}`);

const typed = `//- src/a.ts
import type { Router } from './types';
export function a(router: Router) { router.get('named', '/a', (ctx) => {}); }
`;
/** That is found wherever it leads to. */
const plain = typed.replace("'named', ", '');
const koa = `//- src/app.ts
import Koa from 'koa';
import Router from '@koa/router';
import { a } from './a';
const app = new Koa();
const router = new Router();
a(router);
app.use(router.routes());
`;

test('a router that only its type tells is of the framework of what it is handed', () => {
  assert.deepEqual(told(typed + koa), ['koa GET /a']);
  const express = koa
    .replace(
      "import Koa from 'koa';\nimport Router from '@koa/router'",
      "import express, { Router } from 'express'",
    )
    .replace('new Koa()', 'express()')
    .replace('new Router()', 'Router()')
    .replace('router.routes()', 'router');
  assert.deepEqual(told(typed.replace("'named', ", '') + express), ['express GET /a']);
  const through = `//- src/b.ts
import type { Router } from './types';
import { c } from './c';
export function a(router: Router) { c(router); }
//- src/c.ts
export const c = (all) => { all.get('named', '/c', (ctx) => {}); };
`;
  assert.deepEqual(told(through + koa.replace("'./a'", "'./b'")), ['koa GET /c']);
});

test('one that nobody hands on is of the framework that the nearest files import', () => {
  const near = (module: string, path: string) =>
    `//- ${path}\nimport Thing from '${module}';\nexport const app = new Thing();\n`;
  assert.deepEqual(told(plain + near('koa', 'src/app.ts')), ['koa GET /a']);
  assert.deepEqual(told(plain + near('express', 'src/app.ts')), ['express GET /a']);
  const both = near('koa', 'src/app.ts') + near('express', 'other/app.ts');
  assert.deepEqual(told(plain + both), ['koa GET /a']);
});

test('where nothing tells it is called a router, and what its handler reads is not guessed', () => {
  const [route] = foundIn(plain).routes;
  assert.deepEqual([route?.framework, route?.template, route?.reads], ['router', '/a', undefined]);
  const beside = `//- src/x.ts\nimport Koa from 'koa';\nexport const x = new Koa();\n//- src/y.ts\nimport express from 'express';\nexport const y = express();\n`;
  assert.deepEqual(told(plain + beside), ['router GET /a']);
  const own = `//- src/a.ts\nimport type { Router } from 'express';\nexport function a(router: Router) { router.get('/a', (req) => {}); }\n`;
  assert.deepEqual(told(own + beside), ['express GET /a'], 'what its own file imports decides');
});

test('what is imported near it by now tells as in a first search', () => {
  const find = createRouteFinder();
  const search = (files: string, finder = find) => {
    const texts = filesOf(files);
    const paths = [...texts.keys()];
    return finder({
      paths,
      facts: factsOf(texts),
      follow: (from, specifier) => followIn(texts, from, specifier),
      leadsAsBefore: true,
    });
  };
  const app = (module: string) =>
    `//- src/app.ts\nimport Thing from '${module}';\nexport const app = new Thing();\n`;
  for (const module of ['koa', 'express', 'fastify', 'koa']) {
    const files = plain + app(module);
    assert.deepEqual(search(files), search(files, createRouteFinder()), module);
  }
});
