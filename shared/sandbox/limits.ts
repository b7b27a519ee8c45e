/** Caps on what one run of an author's code may take. Beyond one of them the block's exit for failures is taken. */
export const CODE_LIMITS = {
  /** Milliseconds after which the interpreter is asked to stop. */
  milliseconds: 100,
  /** Milliseconds after which whoever runs it ends it, as where one step of the interpreter itself takes long. */
  deadMilliseconds: 150,
  /** Runs that wait for a thread, and milliseconds they wait at most. */
  queue: 100,
  queueMilliseconds: 3_000,
  /** Bytes of memory. */
  memory: 32 * 1024 * 1024,
  /** Bytes of the interpreter's stack: deep recursion ends as an error of the code. */
  stack: 256 * 1024,
  /** Characters of code. */
  code: 20_000,
  /** Characters of the input, and of the result, as JSON. */
  json: 65_536,
  /** Levels of objects and lists in the result. */
  depth: 32,
  /** Lines kept of what is written to the console, and characters of one. */
  logs: 20,
  logLength: 500,
} as const;
