import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn, linesOf, type RouteCase } from './route-fixture.ts';

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
    name: 'nestjs: of a global prefix that is not known the routes keep their ends',
    files: `//- main.ts
app.setGlobalPrefix(config.get('prefix'));
//- a.controller.ts
@Controller('a')
export class A { @Get() get() {} }
`,
    routes: ['GET …/a likely'],
    unresolved: ["config.get('prefix'): The path is computed by a call."],
  },
];

const modules: readonly RouteCase[] = [
  {
    name: 'nestjs: prefixes that modules are given, with those of their children',
    files: `//- main.ts
app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI });
//- app.module.ts
import { AdminModule } from './admin.module';
import { AuditModule, UsersModule } from './users';
const inner = [{ path: 'audit', module: AuditModule }, UsersModule];
@Module({
  imports: [RouterModule.register([{ path: 'admin', module: AdminModule, children: inner }]), Cache.register({})],
})
export class AppModule {}
//- admin.module.ts
import { AdminController } from './admin.controller';
@Module({ controllers: [AdminController] }) export class AdminModule {}
//- admin.controller.ts
@Controller() export class AdminController { @Get('status') get() {} }
//- users.ts
@Controller({ path: 'users', version: '2' }) class UsersController { @Get() all() {} }
@Controller('entries') class Entries { @Get() all() {} }
@Controller('health') class Health { @Get() all() {} }
@Module({ controllers: [UsersController] }) export class UsersModule {}
@Module({ controllers: [Entries] }) export class AuditModule {}
`,
    routes: [
      'GET /api/admin/status',
      'GET /api/v2/admin/users',
      'GET /api/admin/audit/entries',
      'GET /api/health',
    ],
  },
  {
    name: 'nestjs: prefixes of modules that nobody can follow make every route possible only',
    files: `//- app.module.ts
@Module({ imports: [RouterModule.register(routesOf(modules))] }) export class AppModule {}
//- a.controller.ts
@Controller('a') class A { @Get() all() {} }
`,
    routes: ['GET /a possible'],
    unresolved: ['routesOf(modules): The prefixes that modules are given here are not followed.'],
  },
  {
    name: 'nestjs: controllers that another decorator makes, options with a name, and decorators that are chosen',
    files: `//- api.ts
import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
export const Api = (path: string) => applyDecorators(Controller(path), UseGuards(Guard));
//- a.controller.ts
import * as nest from '@nestjs/common';
import { Api } from './api';
import { FromElsewhereController } from 'elsewhere';
const options = { path: 'named' };
@Api('made') class Made { @Get() all() {} @RequestMapping({ path: 'x', method: RequestMethod.POST }) x() {} }
@nest.Controller('space') class Space { @nest.Get('a') all() {} @(chosen ? Get('q') : Get('r')) q() {} }
@Controller(options) class Named { @RequestMapping({ path: 'all' }) all() {} }
@FromElsewhereController('b') class Foreign { @Get() all() {} }
@Injectable() class Base { @Get('base') all() {} }
`,
    routes: ['GET /made', 'POST /made/x', 'GET /space/a', 'GET /named/all'],
    unresolved: [
      "@(chosen ? Get('q') : Get('r')): What this decorator serves is not found.",
      '@FromElsewhereController(\'b\'): What "@FromElsewhereController" makes of the class is not found.',
    ],
  },
  {
    name: 'nestjs: what is excluded from the global prefix, by method and with wildcards',
    files: `//- main.ts
app.setGlobalPrefix('api', { exclude: [{ path: 'cats', method: RequestMethod.GET }, 'health/(.*)', 'open/{*rest}', 'by/:id'] });
//- a.controller.ts
@Controller('cats') class Cats { @Get() all() {} @Post() add() {} @Get('one') one() {} }
@Controller() class Others { @Get('health/live') a() {} @Get('health') b() {} @Get('open/x/y') c() {} @Get('by/:name') d() {} @Get('by') e() {} }
`,
    routes: [
      'GET /cats',
      'POST /api/cats',
      'GET /api/cats/one',
      'GET /health/live',
      'GET /api/health',
      'GET /open/x/y',
      'GET /by/{name}',
      'GET /api/by',
    ],
  },
  {
    name: 'nestjs: default versions, several, neutral and computed',
    files: `//- one/main.ts
app.enableVersioning({ defaultVersion: ['1', VERSION_NEUTRAL] });
//- one/a.ts
@Controller('a') class A { @Get() all() {} @Version('2') @Get('b') b() {} }
//- two/main.ts
app.enableVersioning({ defaultVersion: process.env.V });
//- two/a.ts
@Controller('c') class C { @Get() all() {} }
`,
    routes: ['GET /v1/a', 'GET /a', 'GET /v2/a/b', 'GET /c possible'],
    unresolved: ['process.env.V: The path comes from the environment.'],
  },
];

const inherited: readonly RouteCase[] = [
  {
    name: 'nestjs: methods of a class that is extended, whichever decorator is alone in its file',
    files: `${['Get', 'Post', 'Put', 'Patch', 'Delete', 'All']
      .map(
        (verb) => `//- ${verb}.base.ts
export class First { first() {} }
export class Base { @${verb}('${verb}') handle() {} }
//- ${verb}.controller.ts
import { Base } from './${verb}.base';
@Controller('own') class Own extends Base {}
`,
      )
      .join('')}`,
    routes: [
      'GET /own/Get',
      'POST /own/Post',
      'PUT /own/Put',
      'PATCH /own/Patch',
      'DELETE /own/Delete',
      'ANY /own/All',
    ],
  },
  {
    name: 'nestjs: a global prefix with a default is likely, and said; a neutral version by another name is neutral',
    files: `//- main.ts
app.setGlobalPrefix(process.env.PREFIX ?? 'api');
app.enableVersioning({ defaultVersion: nest.VERSION_NEUTRAL });
//- a.controller.ts
@Controller('a') class A { @Get() get() {} }
`,
    routes: ['GET /api/a likely'],
    unresolved: ["process.env.PREFIX ?? 'api': The path comes from the environment."],
  },
  {
    name: 'nestjs: modules without a path of their own give what stands above, and unknown ones are said',
    files: `//- app.module.ts
import { UsersModule } from './users';
import { Elsewhere } from 'elsewhere';
@Module({ imports: [RouterModule.register([{ path: 'admin', children: [{ module: UsersModule }] }])] }) export class AppModule {}
//- users.ts
@Controller('users') class Users { @Get() all() {} }
@Module({ controllers: [Users] }) export class UsersModule {}
`,
    routes: ['GET /admin/users'],
  },
];

const next: readonly RouteCase[] = [
  {
    name: 'next: a base path that is chosen, has a default, or is only set from outside',
    files: `//- one/next.config.js
const isProduction = process.env.NODE_ENV === 'production';
module.exports = { basePath: isProduction ? '/docs' : '' };
//- one/app/a/route.ts
export const GET = one;
//- two/next.config.js
module.exports = { basePath: process.env.BASE || '/base' };
//- two/app/b/route.ts
export const GET = one;
//- three/next.config.mjs
export default { basePath: process.env.BASE || undefined };
//- three/app/c/route.ts
export const GET = one;
//- four/next.config.mjs
export default { basePath: isProduction ? '/r' : undefined };
//- four/pages/api/d.ts
export default one;
`,
    routes: [
      'ANY /r/api/d likely',
      'ANY /api/d likely',
      'GET /docs/a likely',
      'GET /a likely',
      'GET /c',
      'GET /base/b likely',
    ],
    unresolved: [
      'process.env.BASE || undefined: The path comes from the environment.',
      "process.env.BASE || '/base': The path comes from the environment.",
    ],
  },
  {
    name: 'next: several names in one export, a configuration that a function gives, folders that only pages use',
    files: `//- next.config.js
module.exports = (phase) => ({ basePath: '/base' });
//- app/a/route.ts
export const GET = wrap(one, two), DELETE: Handler = (a, b) => remove(a, b), other = 1
export const POST = <A, B>(a: A, b: B) => add(a), dynamic = 'force-dynamic';
//- app/(.)photo/route.ts
export const GET = one;
//- other/next.config.ts
export default async () => ({ basePath: process.env.BASE });
//- other/app/b/route.ts
export const GET = one;
`,
    routes: ['GET /base/a', 'DELETE /base/a', 'POST /base/a', 'GET /b'],
    unresolved: ['process.env.BASE: The path comes from the environment.'],
  },
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
  {
    name: 'api folder: one below an app folder is that of next, and told once',
    files: `//- app/api/x/route.ts
export const GET = one;
`,
    routes: ['GET /api/x'],
  },
];

for (const { name, files, routes, unresolved = [] } of [
  ...nest,
  ...modules,
  ...inherited,
  ...next,
  ...folders,
]) {
  test(name, () => {
    const found = linesOf(files);
    assert.deepEqual([...found.routes].sort(), [...routes].sort());
    assert.deepEqual(found.unresolved, unresolved);
  });
}

test('nestjs ignores capital letters, next does not', () => {
  const { routes } = foundIn(`//- a.controller.ts
@Controller('a') class A { @Get() get() {} }
//- app/b/route.ts
export const GET = one;
`);
  assert.deepEqual(
    routes.map(({ template, framework, ignoresCase = false }) => [template, framework, ignoresCase]),
    [
      ['/a', 'nestjs', true],
      ['/b', 'next', false],
    ],
  );
});
