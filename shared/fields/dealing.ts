import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';

export const dealingKind: FieldKind<string, object> = { kind: 'dealing', shape: () => z.string() };

/** What who falls to whose share hangs on; another text deals all callers anew. */
export const dealing = fieldOf(dealingKind);
