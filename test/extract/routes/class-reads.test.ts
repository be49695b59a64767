import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLinesOf } from './route-fixture.ts';

const classes = `//- dto.ts
import { IsOptional } from 'class-validator';
import { PartialType } from '@nestjs/swagger';
import { Elsewhere } from 'elsewhere';
export class PageQuery {
  @IsOptional()
  page?: number

  @IsOptional() @Type(() => Number) size: number = 10
  static defaults = { page: 1 };
  get start(): number { return (this.page - 1) * this.size }
}
export class ListQuery extends PageQuery {
  @IsEnum(Order)
  readonly order: Order = Order.ASC;
  status:
    | 'a'
    | 'b';
  tags?: Array<string>
  search!: string
  sort = by({ name: 'x' }, () => {
    const within: number = 1;
  });
}
export class Loose { [key: string]: string; known: string }
export class Part extends PartialType(ListQuery) { more: string }
export class Outside extends Elsewhere { own: string }
export class Renamed { @Expose({ name: 'page_size' }) pageSize: number; @Expose() other: number; @ApiHideProperty() trace: string }
export class Made { constructor(readonly a: string) {} }
export class Params { id: string; 'sub-id': string; @IsOptional() cart: string; tag?: string }
export class Empty {}
`;

/** What is asked for in a method's parameters, and what is read. */
const asked: readonly (readonly [string, string])[] = [
  ['@Query() q: PageQuery', 'query page likely, query size likely'],
  [
    '@Query() q: ListQuery',
    'query page likely, query size likely, query order likely, query status likely, query tags likely, query search likely, query sort likely',
  ],
  ['@Query(new ValidationPipe({ transform: true })) q: PageQuery', 'query page likely, query size likely'],
  ['@Query() q: Loose', 'query known likely, query …'],
  ['@Query() q: Part', 'query more likely, query …'],
  ['@Query() q: Outside', 'query own likely, query …'],
  ['@Query() q: Renamed', 'query other likely, query …'],
  ['@Query() q: Made', 'query …'],
  ['@Query() q: Empty', 'query …'],
  ['@Query() q: PageQuery & Other', 'query …'],
  ['@Query() q: PageQuery[]', 'query …'],
  ['@Query() q: Partial<PageQuery>', 'query …'],
  ['@Query() q: Gone', 'query …'],
  ['@Query() q', 'query …'],
  ["@Query('page') page: PageQuery", 'query page'],
  ['@Param() p: Params', 'path id likely, path sub-id likely, path …'],
  ['@Headers() h: Params', 'header id likely, header sub-id likely, header cart likely, header tag likely'],
];

test('a class for a whole query lists its parameters, as far as it is known', () => {
  const methods = asked.map(([parameter], at) => `  @Get('m${at}') m${at}(${parameter}) {}`);
  const files = `${classes}//- cats.controller.ts
import { PageQuery, ListQuery, Loose, Part, Outside, Renamed, Made, Params, Empty } from './dto';
@Controller()
export class Cats {
${methods.join('\n')}
}
`;
  assert.deepEqual(
    readLinesOf(files),
    asked.map(([, reads], at) => `GET /m${at}: ${reads}`),
  );
});
