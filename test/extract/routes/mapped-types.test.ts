import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sketchesOf } from './route-fixture.ts';

const text = { type: 'string' };
const number = { type: 'number' };
const bodyOf = (declared: string) => {
  const sketches = sketchesOf(`//- a.controller.ts
import { Body, Controller, Post } from '@nestjs/common';
import { Dto } from './dto';
@Controller('a')
export class A { @Post() create(@Body() dto: Dto) {} }
//- dto.ts
class Base { id: number; name: string; kind?: string }
class Other { left: boolean }
export class Dto extends ${declared}
`);
  return sketches.get('POST /a')?.body;
};

const cases: readonly (readonly [declared: string, properties: object, required?: readonly string[]])[] = [
  ['PartialType(Base) { more: string }', { id: number, name: text, kind: text, more: text }, ['more']],
  ["PartialType(PickType(Base, ['id', 'kind'] as const)) {}", { id: number, kind: text }],
  [
    "IntersectionType(OmitType(Base, ['kind']), Other) {}",
    { id: number, name: text, left: { type: 'boolean' } },
    ['id', 'name', 'left'],
  ],
  ['createZodDto(z.object({ a: z.string() })) {}', { a: text }, ['a']],
  // What nobody knows may have more properties, so that only what stands there is told.
  ['createDto({ a: String }) { b: string }', { b: text }, ['b']],
];
for (const [declared, properties, required] of cases)
  test(`nestjs: a class that extends ${declared}`, () => {
    assert.deepEqual(bodyOf(declared), { type: 'object', properties, ...(required && { required }) });
  });

for (const declared of [
  'createDto({ a: String }) {}',
  'PickType(Base, names) {}',
  'IntersectionType(Base) {}',
])
  test(`nestjs: nothing is known of ${declared}`, () => {
    assert.equal(bodyOf(declared), undefined);
  });
