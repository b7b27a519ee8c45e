import type { Finding, FixAction } from '../../shared/api/doctor.ts';

/** A finding before it is known which group it stands in. */
export type Note = Omit<Finding, 'group'>;

export type Fix = NonNullable<Finding['fix']>;

/** What to do: a sentence, perhaps lines to copy, perhaps something to press. */
export function fix(say: string, code?: string, ...actions: readonly FixAction[]): Fix {
  return { say, ...(code === undefined ? {} : { code }), actions: [...actions] };
}

/** Leads to Settings, or names the variable where the environment sets the value and Settings cannot. */
export function fixSetting(say: string, line: string, source: 'environment' | 'settings' | null): Fix {
  if (source === 'environment') return fix(`${say} It is set by the environment: change it there and restart.`, line);
  return fix(say, line, { kind: 'settings' });
}

/** What an error says, for a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `one`, or `many` with the count in front. */
export function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
