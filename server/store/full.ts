/** Whether an error of a store says that there is no room left; what was to be written was not. */
export function isStoreFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return code === 'SQLITE_FULL' || code === 'ENOSPC';
}
