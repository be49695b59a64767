// A service of any size with a contract of any size, the same bytes everywhere: routers mounted in areas, plain modules
// below them, and an OpenAPI document that promises every route.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { yamlText } from './emit-yaml.mjs';
import { benchFolder, keptFolder } from './places.mjs';
import { createRandom } from './random.mjs';
import { nameOf, sourceText } from './source-text.mjs';

/** @typedef {'yaml' | 'json'} ContractFormat */

const areaCount = 10;
const routesPerRouter = 4;
const propertiesPerSchema = 8;
/** Of the whole: the other files hold no route, and no word of a route. */
const routerShare = 0.25;

/** How many routes a service of `size` files has. */
export function routeCount(size) {
  return routerCount(size) * routesPerRouter;
}

/**
 * The folder of a service of `size` source files whose contract has at least `bytes`, written unless an equal one is there.
 * @param {number} size @param {number} bytes @param {ContractFormat} format
 */
export function generatedService(size, bytes, format) {
  const start = `service-${size}-${bytes}-${format}-`;
  const folder = path.join(keptFolder, `${start}${generatorVersion()}`);
  const mark = path.join(folder, '.complete');
  if (fs.existsSync(mark)) return folder;
  removeAll(start);
  for (const [file, text] of serviceFiles(size, bytes, format)) {
    const absolute = path.join(folder, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    fs.writeFileSync(absolute, text);
  }
  fs.writeFileSync(mark, '');
  return folder;
}

/** A generator of another version wrote other bytes; nothing else would ever remove them. */
function removeAll(start) {
  fs.mkdirSync(keptFolder, { recursive: true });
  for (const name of fs.readdirSync(keptFolder))
    if (name.startsWith(start)) fs.rmSync(path.join(keptFolder, name), { recursive: true });
}

function generatorVersion() {
  const hash = createHash('sha256');
  for (const file of ['generate-service.mjs', 'emit-yaml.mjs', 'random.mjs', 'source-text.mjs']) {
    hash.update(fs.readFileSync(path.join(benchFolder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Every file as [path, text]. */
export function* serviceFiles(size, bytes, format) {
  const routers = planRouters(size);
  const contract = `openapi.${format}`;
  yield ['package.json', json({ name: 'service', private: true, dependencies: { express: '5.1.0' } })];
  yield ['tsconfig.json', json({ compilerOptions: { strict: true, module: 'nodenext' }, include: ['src'] })];
  const services = [{ name: 'api', files: 'src/**', contracts: [{ file: contract }] }];
  yield ['parapet.jsonc', json({ edition: '2026-11', services })];
  yield ['.gitignore', 'node_modules/\n.complete\n'];
  yield [contract, contractText(routers, bytes, format)];
  yield* codeFiles(size, routers);
}

/** A contract of at least `bytes` as YAML that promises what the routers serve; the same document as JSON is longer. */
export function contractText(routers, bytes, format) {
  const perSchema = yamlText({ Some: schemaOf(1) }).length;
  const without = yamlText(contractOf(routers, 1)).length;
  for (let schemas = Math.max(1, Math.floor((bytes - without) / perSchema / 1.3)); ; schemas += 20) {
    const contract = contractOf(routers, schemas);
    const text = yamlText(contract);
    if (text.length >= bytes) return format === 'json' ? json(contract) : text;
  }
}

function routerCount(size) {
  return Math.floor(size * routerShare);
}

/** @returns {{ area: string, subject: string, name: string, mount: string }[]} */
export function planRouters(size) {
  return Array.from({ length: routerCount(size) }, (_, index) => {
    const area = `area-${index % areaCount}`;
    const subject = `${nameOf(index)}-${index}`;
    return { area, subject, name: camel(subject), mount: `/${subject}` };
  });
}

const routesOf = ({ mount }) => [
  { method: 'get', at: '/', template: mount },
  { method: 'post', at: '/', template: mount },
  { method: 'get', at: '/:id', template: `${mount}/{id}` },
  { method: 'delete', at: '/:id/lines/:line', template: `${mount}/{id}/lines/{line}` },
];

function* codeFiles(size, routers) {
  const random = createRandom(size);
  const plain = planPlain(size - routers.length - areaCount - 1);
  for (const [index, module] of plain.entries()) {
    const earlier = plain.slice(Math.max(0, index - 40), index);
    const imports = Array.from({ length: Math.min(earlier.length, random.below(4)) }, () =>
      random.of(earlier),
    );
    const chosen = [...new Set(imports)].map((target) => ({ target, way: 'relative', isType: false }));
    yield [`src/${module.file}.ts`, sourceText(module, chosen, random)];
  }
  for (const [index, router] of routers.entries())
    yield [
      `src/routes/${router.area}/${router.subject}.ts`,
      routerText(router, plain[index % plain.length], random),
    ];
  const areas = Array.from({ length: areaCount }, (_, index) => `area-${index}`);
  for (const area of areas)
    yield [`src/routes/${area}/index.ts`, areaText(routers.filter((each) => each.area === area))];
  yield ['src/app.ts', appText(areas)];
}

function planPlain(count) {
  return Array.from({ length: count }, (_, index) => {
    const subject = `${nameOf(index)}-${index}`;
    return { file: `services/${nameOf(index % 30)}/${subject}`, name: `${pascal(subject)}`, extension: 'ts' };
  });
}

function routerText({ subject, name, area }, service, random) {
  const handlers = routesOf({ mount: '' }).map(({ method, at }, index) => [
    `${name}Router.${method}('${at}', async (request, response) => {`,
    `  const made = create${service.name}({ title: ${at.includes(':id') ? 'request.params.id' : "'all'"}, tags: ['${area}'] });`,
    `  if (made.size > ${random.below(100)}) return response.status(404).json({ message: "It isn't there" });`,
    `  response.json({ kind: '${subject}', part: ${index}, made, label: \`\${made.title}/${subject}\` });`,
    '});',
    '',
  ]);
  return [
    "import { Router } from 'express';",
    `import { create${service.name} } from '../../${service.file}';`,
    '',
    `/** Serves ${subject}. */`,
    `export const ${name}Router = Router();`,
    '',
    ...handlers.flat(),
  ].join('\n');
}

function areaText(routers) {
  return [
    "import { Router } from 'express';",
    ...routers.map(({ subject, name }) => `import { ${name}Router } from './${subject}';`),
    '',
    'export const area = Router();',
    ...routers.map(({ mount, name }) => `area.use('${mount}', ${name}Router);`),
    '',
  ].join('\n');
}

function appText(areas) {
  return [
    "import express from 'express';",
    ...areas.map((area, index) => `import { area as area${index} } from './routes/${area}';`),
    '',
    'export const app = express();',
    ...areas.map((area, index) => `app.use('/api/${area}', area${index});`),
    'app.listen(3000);',
    '',
  ].join('\n');
}

function contractOf(routers, schemaCount) {
  const schemas = Object.fromEntries(
    Array.from({ length: schemaCount }, (_, index) => [schemaName(index), schemaOf(index)]),
  );
  const paths = {};
  let number = 0;
  for (const router of routers) {
    for (const { method, template } of routesOf(router)) {
      const place = `/${router.area}${template}`;
      paths[place] = {
        ...paths[place],
        [method]: operationOf(router, method, template, number++, schemaCount),
      };
    }
  }
  const server = { url: 'https://api.example.com/api' };
  const error = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };
  return {
    openapi: '3.1.0',
    info: { title: 'A large service', version: '1.4.0', description: 'Generated; nobody serves it.' },
    servers: [server],
    paths,
    components: { schemas: { Problem: error, ...schemas } },
  };
}

const schemaName = (index) => `${pascal(nameOf(index))}${index}`;

function operationOf({ area, subject }, method, template, number, schemaCount) {
  const reference = (index) => ({ $ref: `#/components/schemas/${schemaName(index % schemaCount)}` });
  const content = (schema) => ({ 'application/json': { schema } });
  const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const inQuery = {
    name: 'limit',
    in: 'query',
    description: 'How many, at most.',
    schema: { type: 'integer' },
  };
  const parameters = [...inPath, ...(method === 'get' ? [inQuery] : [])];
  return {
    operationId: `${method}${pascal(subject)}${number}`,
    tags: [area],
    summary: `What ${method} does to ${subject}; it may take a while.`,
    ...(parameters.length > 0 && { parameters }),
    ...(method === 'post' && {
      requestBody: { required: true, content: content(reference(number * 7 + 1)) },
    }),
    responses: {
      200: { description: 'It went well.', content: content(reference(number * 3)) },
      404: {
        description: 'It is not there.',
        content: content({ $ref: '#/components/schemas/Problem' }),
      },
    },
  };
}

function schemaOf(index) {
  const properties = {};
  for (let each = 0; each < propertiesPerSchema; each++)
    properties[`${camel(nameOf(index * 3 + each))}${each}`] = propertyOf(index, each);
  return {
    type: 'object',
    description: `A part of ${nameOf(index)}; what it says holds until ${2000 + (index % 90)}.`,
    required: Object.keys(properties).slice(0, 2),
    properties,
  };
}

function propertyOf(index, each) {
  const description = `The ${nameOf(index + each)} of it, counted from zero.`;
  if (each === 5 && index > 0) return { $ref: `#/components/schemas/${schemaName(Math.floor(index / 2))}` };
  if (each === 4) return { type: 'array', description, items: { type: 'string', maxLength: 40 + each } };
  if (each === 3) return { type: 'string', description, enum: ['open', 'closed', 'on hold'] };
  if (each === 2) return { type: 'integer', description, minimum: 0, maximum: 1000 + index };
  return {
    type: each % 2 === 0 ? 'string' : 'boolean',
    description,
    example: each % 2 === 0 ? 'a text' : true,
  };
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const camel = (text) => text.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const pascal = (text) => camel(`-${text}`);
