/** Caps on template work; a template that meets one prints nothing and leaves a note in the call's log. */
export const TEMPLATE_LIMITS = {
  /** Characters of template text. */
  length: 20_000,
  /** Characters one rendering may print; a variable that doubles in a loop would fill the memory otherwise. */
  printed: 32_000,
  /** Milliseconds one rendering may take. By the clock on the wall: a machine that is busy elsewhere must not silence a prompt. */
  milliseconds: 250,
  /** Liquid's own count of characters and items handled. */
  memory: 1_000_000,
  /** Compiled templates kept; beyond it the cache starts anew. */
  cached: 20_000,
} as const;
