import type { RuleName } from './draft-rules.ts';
import { policySchema } from './schema.ts';

const severity = policySchema.properties.rules.additionalProperties.anyOf[0];

/** The shipped JSON Schema: the policy's own, with every rule id and its options, for completion in an editor. */
export function policyJsonSchema(
  rules: readonly (RuleName & { readonly docs: { readonly summary: string } })[],
): unknown {
  const settings = {
    ...policySchema.properties.rules,
    properties: Object.fromEntries(rules.map((rule) => [rule.id, settingSchema(rule)])),
    additionalProperties: false,
    patternProperties: { '\\*': severity },
  };
  const { overrides } = policySchema.properties;
  return {
    ...policySchema,
    properties: {
      ...policySchema.properties,
      rules: settings,
      overrides: {
        ...overrides,
        items: { ...overrides.items, properties: { ...overrides.items.properties, rules: settings } },
      },
    },
  };
}

function settingSchema({
  options,
  docs,
}: RuleName & { readonly docs: { readonly summary: string } }): unknown {
  if (!options) return { ...severity, description: docs.summary };
  return {
    description: docs.summary,
    anyOf: [severity, { type: 'array', items: [severity, options], minItems: 1, maxItems: 2 }],
  };
}
