/**
 * Ids of blocks as calls, logs and TwiML have them: `who.key` is the block `key` of the flow that the block `who` calls.
 *
 * @returns the block of the flow itself in which it lies, or which it is
 */
export function outermostOf(id: string): string {
  return id.split('.', 1)[0] ?? id;
}

/** Whether a block is another one, or lies in a flow that it calls. */
export function isWithin(id: string, block: string): boolean {
  return id === block || id.startsWith(`${block}.`);
}
