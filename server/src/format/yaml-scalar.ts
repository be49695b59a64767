import type { JsonNode } from '../model/json.ts';
import type { Span } from '../model/span.ts';

/** An unquoted text by the core schema of YAML 1.2.2, section 10.3.2. */
export function plainScalar(source: string, span: Span): JsonNode {
  if (!mayMeanMore(source)) return { kind: 'string', span, value: source };
  if (/^(?:~|null|Null|NULL|)$/.test(source)) return { kind: 'null', span };
  if (/^(?:true|True|TRUE)$/.test(source)) return { kind: 'boolean', span, value: true };
  if (/^(?:false|False|FALSE)$/.test(source)) return { kind: 'boolean', span, value: false };
  const value = numberOf(source);
  return value === undefined ? { kind: 'string', span, value: source } : { kind: 'number', span, value };
}

/** Most texts are words, and their first letter shows it. */
function mayMeanMore(source: string): boolean {
  const code = source.charCodeAt(0);
  if (source.length > 40) return code <= 57;
  return !(code > 57 && code !== 126 && !/^[nNtTfF]/.test(source));
}

function numberOf(source: string): number | undefined {
  if (/^[-+]?\d+$/.test(source)) return Number.parseInt(source, 10);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(source)) return Number.parseFloat(source);
  if (/^0o[0-7]+$/.test(source)) return Number.parseInt(source.slice(2), 8);
  if (/^0x[\da-fA-F]+$/.test(source)) return Number.parseInt(source.slice(2), 16);
  if (/^\.(?:nan|NaN|NAN)$/.test(source)) return Number.NaN;
  const infinite = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(source);
  return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : undefined;
}
