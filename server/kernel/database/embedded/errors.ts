/** Names of the error codes this store answers with; the numbers are MongoDB's. */
const NAMES: Record<number, string> = {
  1: 'InternalError', 2: 'BadValue', 9: 'FailedToParse', 14: 'TypeMismatch', 22: 'InvalidBSON', 26: 'NamespaceNotFound', 27: 'IndexNotFound',
  28: 'PathNotViable', 40: 'ConflictingUpdateOperators', 43: 'CursorNotFound', 48: 'NamespaceExists', 52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField', 56: 'EmptyFieldName', 59: 'CommandNotFound', 66: 'ImmutableField', 67: 'CannotCreateIndex', 72: 'InvalidOptions',
  73: 'InvalidNamespace', 85: 'IndexOptionsConflict', 86: 'IndexKeySpecsConflict', 168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays', 238: 'NotImplemented', 11000: 'DuplicateKey',
};

export const codeName = (code: number): string => NAMES[code] ?? `Location${code}`;

/** A refusal with the code the client will see. */
export class StoreError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export const fail = (code: number, message: string): never => {
  throw new StoreError(code, message);
};
