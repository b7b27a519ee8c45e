import type { Channel } from '../../shared/block.ts';
import type { Wiring } from './numbers.ts';

/** The journal of what is done to numbers: everything is written down before Twilio is asked, so that a killed process can go on. */
export interface OperationStore {
  /** Records an operation with all its steps. @returns open operations by numbers they hold; where there are any, nothing was recorded. */
  begin(operation: Operation): Promise<ReadonlyMap<string, string>>;
  get(id: string): Promise<Operation | undefined>;
  open(): Promise<readonly Operation[]>;
  /** Those that are over, latest first. */
  latest(limit: number): Promise<readonly Operation[]>;
  /** Which way an open operation goes from now on, and why. */
  turn(id: string, direction: Operation['direction'], error: Operation['error']): Promise<void>;
  /** How far a number came, and in the same transaction what is remembered of it from now on; without that nothing changes. */
  step(id: string, sid: string, outcome: Outcome, memory?: readonly Wiring[]): Promise<void>;
  end(id: string, state: 'done' | 'undone' | 'left', at: number): Promise<void>;
  /**
   * Keeps other processes that use this store from changing numbers. Ends with the process, however that ends.
   *
   * @returns what lets go again; undefined while another process holds it
   */
  hold(): (() => void) | undefined;
}

export interface Operation {
  readonly id: string;
  readonly kind: 'publish' | 'release';
  /** The account whose numbers are meant. */
  readonly account: string;
  readonly flow: string | null;
  /** Where that flow runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly at: number;
  readonly endedAt: number | null;
  readonly state: 'open' | 'done' | 'undone' | 'left';
  readonly direction: 'finish' | 'undo';
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly steps: readonly Step[];
}

/** One number of an operation. Properties are by Twilio's REST names; an empty text means nothing is set. */
export interface Step {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly channels: readonly Channel[];
  readonly before: Readonly<Record<string, string>>;
  readonly wanted: Readonly<Record<string, string>>;
  /** What somebody changed after Patchcord had set it, and what is therefore not put back. */
  readonly kept: readonly { readonly property: string; readonly set: string; readonly found: string }[];
  /** What is remembered of these channels while it is as before, and once it is as wanted. */
  readonly memory: { readonly before: readonly Wiring[]; readonly after: readonly Wiring[] };
  readonly state: 'planned' | 'sent' | 'done' | 'undone' | 'changed';
  /** The latest request of which it is not known for sure what came of it, and what it asks for. */
  readonly sent: { readonly to: 'wanted' | 'before'; readonly at: number } | null;
  readonly message: string | null;
}

export interface Outcome {
  readonly state: Step['state'];
  readonly message?: string | null;
  /** Stays as it is where it is not given. */
  readonly sent?: Step['sent'];
  /** What Twilio says it is now, where that is another writing of what was wanted. */
  readonly wanted?: Step['wanted'];
}
