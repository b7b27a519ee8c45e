/** Work that goes on beside requests: started once the server listens, stopped before the store closes. */
export interface Job {
  start(): void;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
}
