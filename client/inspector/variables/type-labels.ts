import type { VariableType } from '../../../shared/flow/types.ts';

/** What people call the types of variables. */
export const TYPE_LABELS: Readonly<Record<VariableType, string>> = {
  string: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  object: 'Object',
  list: 'List',
};
