/** Every cap on what one call may make the engine do. A cap that is met ends the call with the flow's fallback prompt and a logged reason. */
export const ENGINE_LIMITS = {
  /** Blocks run in one turn; a loop that never waits for the caller meets it. */
  stepsPerTurn: 100,
  /** Milliseconds one turn may take: other callers wait while templates that count to a million are rendered. */
  turnMilliseconds: 500,
  /** Webhooks answered in one call, asides not counted. */
  turnsPerCall: 1_000,
  /** Asides answered beside one call; music that is asked for every ten seconds, for a day. */
  asidesPerCall: 10_000,
  /** Asides of one call that wait at the same time; the oldest is forgotten. */
  asidesWaiting: 40,
  /** Characters kept of one parameter that a caller or Twilio sent. */
  parameterLength: 4_000,
  /** Effects one turn may have performed. */
  effectsPerTurn: 10,
  /** Seconds of silence before a caller on hold comes back for what is still being performed. */
  holdSeconds: 2,
  /** Flows within each other: one that is called is the first. Deeper calls are refused, so that recursion ends. */
  subflowDepth: 5,
  /** Called flows in their places that a compiled flow remembers. */
  instancesKept: 200,
  /** Notes kept in the log of one turn. */
  notesPerTurn: 50,
} as const;
