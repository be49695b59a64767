/** Stable names of what is wrong with a contract; those of references are beside the references. */
export const contractCodes = {
  unreadable: 'CTR-001',
  tooLarge: 'CTR-002',
  notAnObject: 'CTR-003',
  duplicateKey: 'CTR-004',
  swagger: 'CTR-005',
  unknownVersion: 'CTR-006',
  noPaths: 'CTR-007',
  badPath: 'CTR-008',
  duplicateOperationId: 'CTR-009',
  duplicateOperation: 'CTR-010',
  /** A part of a contract in TypeScript. */
  notUnderstood: 'CTR-012',
  /** A path item, or an operation, that is no object, or a method in capitals. */
  notRead: 'CTR-013',
  badServers: 'CTR-014',
  /** JSON with comments, or with commas that the standard does not have. */
  notStrict: 'CTR-015',
} as const;
