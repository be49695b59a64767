import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, type RouteCase } from './route-fixture.ts';

const nest: readonly RouteCase[] = [
  {
    name: 'nestjs: controllers without a prefix',
    files: `//- cats.controller.ts
import { Controller, Get, Post, Query } from '@nestjs/common';
const base = 'cats';
@UseGuards(Guard)
@Controller(base)
export class CatsController {
  constructor(private readonly cats: CatsService) {}
  @Get()
  @HttpCode(200)
  findAll(@Query('page') page: string): Promise<Cat[]> {
    return this.cats.all();
  }
  @Get([':id', 'by-id/:id'])
  findOne(@Param('id') id: string) {}
  @Post('files/*path') async upload() {}
  @All('any') any() {}
  helper() {}
}
@Controller({ path: ['dogs', 'hounds'], host: 'x' })
class Dogs {
  @Sse('events') events() {}
  @Delete(process.env.PATH_OF_DOGS) remove() {}
}
@Injectable()
class CatsService { all() {} }
`,
    routes: [
      'GET /cats',
      'GET /cats/{id}',
      'GET /cats/by-id/{id}',
      'POST /cats/files/{path*}',
      'ANY /cats/any',
      'GET /dogs/events',
      'GET /hounds/events',
    ],
    unresolved: ['@Delete(process.env.PATH_OF_DOGS): The path comes from the environment.'],
  },
  {
    name: 'nestjs: the global prefix and versions in paths, of the nearest application',
    files: `//- apps/one/src/main.ts
const app = await NestFactory.create(AppModule);
app.setGlobalPrefix('api', { exclude: ['health', { path: 'ready', method: RequestMethod.GET }] });
app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
//- apps/one/src/a.controller.ts
@Controller('a')
export class A {
  @Get() first() {}
  @Version('2') @Get('second') second() {}
}
//- apps/one/src/b.controller.ts
@Controller({ path: 'b', version: ['1', '3'] })
export class B { @Put(':id') put() {} }
//- apps/one/src/health.controller.ts
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class Health { @Get() get() {} }
//- apps/two/src/main.ts
app.setGlobalPrefix('two');
app.enableVersioning({ type: VersioningType.HEADER, header: 'v' });
//- apps/two/src/c.controller.ts
@Controller({ path: 'c', version: '9' })
export class C { @Get() get() {} }
`,
    routes: [
      'GET /api/v1/a',
      'GET /api/v2/a/second',
      'PUT /api/v1/b/{id}',
      'PUT /api/v3/b/{id}',
      'GET /health',
      'GET /two/c',
    ],
  },
  {
    name: 'nestjs: a global prefix that is not known makes every route possible only',
    files: `//- main.ts
app.setGlobalPrefix(config.get('prefix'));
//- a.controller.ts
@Controller('a')
export class A { @Get() get() {} }
`,
    routes: ['GET /a possible'],
    unresolved: ["config.get('prefix'): The path is computed by a call."],
  },
];

const next: readonly RouteCase[] = [
  {
    name: 'next: handlers that are functions, wrapped, passed on, listed and destructured',
    files: `//- apps/web/next.config.mjs
export default { basePath: '/base' };
//- apps/web/app/api/(v1)/orders/[id]/route.ts
export const dynamic = 'force-dynamic';
export async function GET(request: Request) {}
export const POST = withAuth(createOrder);
const handler = wrap();
export { handler as PUT };
export const { PATCH, DELETE } = handlers(auth);
//- apps/web/app/files/[...path]/route.ts
export { GET } from '../../../modules/files';
//- apps/web/modules/files.ts
export const GET = 1;
//- apps/web/app/all/[[...rest]]/route.ts
export * from '../../../modules/files';
export * from 'elsewhere';
//- apps/web/app/_private/x/route.ts
export const GET = 1;
//- apps/web/app/api/orders/page.tsx
export const GET = 1;
`,
    routes: [
      'GET /base/all',
      'GET /base/all/{rest*}',
      'GET /base/api/orders/{id}',
      'POST /base/api/orders/{id}',
      'PUT /base/api/orders/{id}',
      'PATCH /base/api/orders/{id}',
      'DELETE /base/api/orders/{id}',
      'GET /base/files/{path*}',
    ],
    unresolved: ['*: What "elsewhere" exports is not known.'],
  },
  {
    name: 'next: pages look at the method themselves; a folder called app above the root is none of the path',
    files: `//- packages/app/src/app/api/x/route.ts
export const GET = handler;
//- src/pages/api/users/[id].ts
export default function handler(req, res) {}
//- src/pages/api/index.ts
export default withApi(handler);
//- src/pages/api/[...all].ts
const handler = create();
export default handler;
//- src/pages/about.tsx
export default function About() {}
`,
    routes: ['GET /api/x', 'ANY /api/{all*}', 'ANY /api', 'ANY /api/users/{id}'],
  },
];

const folders: readonly RouteCase[] = [
  {
    name: 'api folder: the path begins behind it',
    files: `//- src/api/store/carts/[id]/route.ts
export const GET = async (req: Request, res: Response) => {};
export const POST = async (req, res) => {};
export const AUTHENTICATE = false;
//- src/api/middlewares.ts
export const GET = 1;
`,
    routes: ['GET /store/carts/{id}', 'POST /store/carts/{id}'],
  },
];

for (const { name, files, routes, unresolved = [] } of [...nest, ...next, ...folders]) {
  test(name, () => {
    const found = linesOf(files);
    assert.deepEqual([...found.routes].sort(), [...routes].sort());
    assert.deepEqual(found.unresolved, unresolved);
  });
}
