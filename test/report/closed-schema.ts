import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = { [key: string]: Json | Json[] };

/**
 * A published schema as its tests need it: it lets keys be added within a version, but here an unknown key means that
 * we forgot to freeze it.
 */
export function closedSchema(name: string): ValidateFunction {
  const file = new URL(`../../schema/${name}`, import.meta.url);
  return new Ajv({ allErrors: true, strict: true }).compile(close(JSON.parse(readFileSync(file, 'utf8'))));
}

function close(node: Json): Json {
  const entries = Object.entries(node).map(([key, value]) => [key, closeAny(value)]);
  return { ...Object.fromEntries(entries), ...('properties' in node ? { additionalProperties: false } : {}) };
}

function closeAny(value: Json | Json[]): unknown {
  if (Array.isArray(value)) return value.map(closeAny);
  return typeof value === 'object' ? close(value) : value;
}
