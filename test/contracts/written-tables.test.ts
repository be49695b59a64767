import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines } from './written-fixture.ts';

const columns = `id: serial('id').primaryKey(), name: varchar('name', { length: 20 }).notNull(), email: text().unique(),
  role: role().notNull().default('user'), ok: boolean().notNull().default(false), ref: uuid('ref').defaultRandom().notNull(),
  total: numeric(), tags: text().array().notNull(), made: integer().generatedAlwaysAs(sql), meta: jsonb().$type<Record<string, string>>().notNull(), ...stamps`;
const users = `export const users = pgTable('users', { ${columns} });`;

/** A table in one file, and in another one a contract whose one operation takes and answers the schema. */
function api(table: string, schema: string): string {
  return `//- db.ts
import { pgTable, pgEnum, text, varchar, integer, boolean, timestamp, uuid, serial, numeric, jsonb } from 'drizzle-orm/pg-core';
import * as t from 'drizzle-orm/pg-core';
import { sqliteTable, integer as int, text as words } from 'drizzle-orm/sqlite-core';
import { mysqlTable, mysqlEnum, int as whole } from 'drizzle-orm/mysql-core';
export const role = pgEnum('role', ['admin', 'user']);
const stamps = { createdAt: timestamp('created_at').notNull().defaultNow(), updatedAt: timestamp({ mode: 'string' }) };
${table}
//- api.ts
import { initContract } from '@ts-rest/core';
import { z } from 'zod';
import * as v from 'valibot';
import type { InferInsertModel } from 'drizzle-orm';
import { createInsertSchema, createSelectSchema, createUpdateSchema } from 'drizzle-zod';
import { createInsertSchema as forValibot } from 'drizzle-valibot';
import { users, role } from './db';
type Row = typeof users.$inferSelect;
type NewRow = InferInsertModel<typeof users>;
const c = initContract();
export const api = c.router({ add: { method: 'POST', path: '/a', body: ${schema}, responses: { 200: ${schema} } } });
`;
}

function told(before: readonly [string, string], after: readonly [string, string]): readonly string[] {
  return lines(api(...before), api(...after))
    .map((line) => line.replace(' POST /a', ''))
    .sort();
}

const selected = `z.object({ id: z.number().int(), name: z.string().max(20), email: z.string().nullable(), role: z.enum(['admin', 'user']),
  ok: z.boolean(), ref: z.string().uuid(), total: z.string().nullable(), tags: z.array(z.string()), made: z.number().int().nullable(), meta: z.unknown(),
  createdAt: z.date(), updatedAt: z.string().nullable() })`;
const inserted = `z.object({ id: z.number().int().optional(), name: z.string().max(20), email: z.string().nullish(), role: z.enum(['admin', 'user']).optional(),
  ok: z.boolean().optional(), ref: z.string().uuid().optional(), total: z.string().nullish(), tags: z.array(z.string()), meta: z.unknown(),
  createdAt: z.date().optional(), updatedAt: z.string().nullish() })`;

/** The same table and schema in two ways, with a third one that is another. */
const same: readonly (readonly [name: string, table: string, schema: string, zod: string, other: string])[] =
  [
    ['a row that is read', users, 'createSelectSchema(users)', selected, `${selected}.omit({ ref: true })`],
    ['a row that is new', users, 'createInsertSchema(users)', inserted, `${inserted}.required({ id: true })`],
    ['a row that changes', users, 'createUpdateSchema(users)', `${inserted}.partial()`, inserted],
    ['a row as a type', users, 'c.type<Row>()', selected, inserted],
    ['a new row as a type', users, 'c.type<NewRow>()', 'createInsertSchema(users)', selected],
    ['an enum', '', 'createSelectSchema(role)', "z.enum(['admin', 'user'])", "z.enum(['admin'])"],
    [
      'a schema that is made of it',
      users,
      'createInsertSchema(users).pick({ name: true }).extend({ more: z.string() }).partial()',
      'z.object({ name: z.string().max(20), more: z.string() }).partial()',
      'z.object({ name: z.string().max(20), more: z.string() })',
    ],
    [
      'for valibot',
      users,
      "v.pick(forValibot(users), ['name'])",
      'z.object({ name: z.string().max(20) })',
      'z.object({ name: z.string() })',
    ],
    [
      'columns that are refined or replaced',
      users,
      'createInsertSchema(users, { name: (schema) => schema.min(2), email: z.string().email(), ref: (s) => s.ref }).pick({ name: true, email: true })',
      'z.object({ name: z.string().min(2).max(20), email: z.string().email() })',
      'z.object({ name: z.string().max(20), email: z.string().email() })',
    ],
    [
      'columns of a callback, in a schema, by a creator',
      "export const users = t.pgSchema('shop').table('users', (c) => ({ id: c.uuid().primaryKey(), d: c.date() }));",
      'createSelectSchema(users)',
      'z.object({ id: z.string().uuid(), d: z.string().nullable() })',
      'z.object({ id: z.string().uuid(), d: z.string() })',
    ],
    [
      'SQLite',
      "export const users = sqliteTable('u', { id: int().primaryKey(), on: int({ mode: 'boolean' }).notNull(), at: int('at', { mode: 'timestamp' }), k: words({ enum: ['a', 'b'] }).notNull() });",
      'createInsertSchema(users)',
      "z.object({ id: z.number().int().optional(), on: z.boolean(), at: z.date().nullish(), k: z.enum(['a', 'b']) })",
      "z.object({ id: z.number().int(), on: z.boolean(), at: z.date().nullish(), k: z.enum(['a', 'b']) })",
    ],
    [
      'MySQL',
      "export const users = mysqlTable('u', { id: whole().autoincrement().primaryKey(), k: mysqlEnum('k', ['a', 'b']).notNull() });",
      'createInsertSchema(users)',
      "z.object({ id: z.number().int().optional(), k: z.enum(['a', 'b']) })",
      "z.object({ id: z.number().int().optional(), k: z.enum(['a']) })",
    ],
  ];

describe('schemas of tables of drizzle-orm', () => {
  for (const [name, table, schema, zod, other] of same)
    test(name, () => {
      assert.deepEqual(told([table, schema], [table, zod]), []);
      assert.deepEqual(told([table, zod], [table, schema]), []);
      assert.notDeepEqual(told([table, schema], [table, other]), []);
    });

  test('a column that changes is told where it is written', () => {
    const changed = users.replace('length: 20', 'length: 10').replace('text().unique()', 'text().notNull()');
    const schema = 'createInsertSchema(users)';
    assert.deepEqual(told([users, schema], [changed, schema]), [
      'request-became-not-nullable: text',
      'request-constraint-tightened: varchar',
      'request-property-became-required: createInsertSchema',
      'response-became-not-nullable: text',
      'response-constraint-tightened: varchar',
      'response-property-became-required: createInsertSchema',
    ]);
  });

  const unknown: readonly (readonly [table: string, schema: string])[] = [
    ["export const users = makeTable('u', { id: whole() });", 'createInsertSchema(users)'],
    ["export const users = pgTable('u', { id: serial(), ...made() });", 'createInsertSchema(users)'],
    ["export const users = pgTable('u', { id: serial(), [key]: text() });", 'createInsertSchema(users)'],
    ["export const users = pgTable('u', columns);", 'createInsertSchema(users)'],
    [users, 'createInsertSchema(users, changes)'],
    [users, 'createInsertSchema(orders)'],
    [users, 'made(createInsertSchema)(users)'],
    [users, 'createOtherSchema(users)'],
  ];
  for (const [table, schema] of unknown)
    test(`a table that is not read accuses nobody: ${table} ${schema}`.slice(0, 120), () => {
      const other = [table, 'z.object({ other: z.string() })'] as const;
      assert.deepEqual(told([table, schema], other), []);
      assert.deepEqual(told(other, [table, schema]), []);
    });

  test('of a column that is not understood only its name counts', () => {
    for (const column of ['mine().notNull()', 'text().made().notNull()', 'text(options).notNull()']) {
      const table = `export const users = pgTable('u', { id: serial(), x: ${column} });`;
      const read = 'createSelectSchema(users)';
      assert.deepEqual(
        told([table, read], [table, 'z.object({ id: z.number().int(), x: z.boolean() })']),
        [],
        column,
      );
      assert.deepEqual(told([table, read], [table, 'z.object({ id: z.number().int() })']), [
        'request-property-removed: createSelectSchema',
        'response-property-removed: createSelectSchema',
      ]);
    }
  });
});
