/** Blocks that `official-nouns.test.ts` compares with the official library, by reading and speaking whole elements. */
export const READ_BACK = ['agent', 'connect', 'background', 'stopBackground', 'pay', 'refer', 'echo'] as const;
