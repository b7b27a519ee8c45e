import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';

export const tableKind: FieldKind<string, object> = { kind: 'table', shape: () => z.string() };

/** A table of the flow by its name. Whether there is one, the block asks: a field sees nothing but itself. */
export const table = fieldOf(tableKind);

export const tableColumnKind: FieldKind<string, TableColumnOptions> = { kind: 'tableColumn', shape: () => z.string() };

export interface TableColumnOptions {
  /** Prop that names the table. */
  readonly of?: string;
  /** Prop that says what is looked for in it. */
  readonly key?: string;
}

/** A column of that table. */
export const tableColumn = fieldOf(tableColumnKind);
