import { initial } from './0001-initial.ts';
import { forms } from './0002-forms.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. */
export const MIGRATIONS: readonly Migration[] = [initial, forms];
