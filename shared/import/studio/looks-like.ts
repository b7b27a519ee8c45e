/** Whether JSON text is probably a Studio flow rather than one of ours; told by a look at it, without parsing. */
export function looksLikeStudio(text: string): boolean {
  return /\\?"states\\?"\s*:\s*\[/.test(text) && !/"blocks"\s*:\s*\{/.test(text.slice(0, 200_000));
}
