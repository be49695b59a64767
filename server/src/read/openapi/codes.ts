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
  byteOrderMark: 'CTR-011',
  /** A part of a contract in TypeScript. */
  notUnderstood: 'CTR-012',
} as const;
