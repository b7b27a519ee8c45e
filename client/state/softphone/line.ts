import type { Call, Device } from '@twilio/voice-sdk';
import { softphoneApi } from '../../api/softphone.ts';
import { LineCall } from './line-call.ts';
import { explainError, isExpired, isPassing } from './problems.ts';
import type { LineEvents, PhoneCallView } from './types.ts';

/** A browser's line to Twilio under one name: rings, calls, and stays registered until it is closed. */
export interface Line {
  /** Calls with these parameters for our TwiML app. */
  call(who: string, parameters: Record<string, string>): Promise<void>;
  readonly current: LineCall | null;
  /** @param id device id of the browser; rejects when it cannot be opened */
  takeMicrophone(id: string): Promise<void>;
  takeSpeaker(id: string): Promise<void>;
  close(): void;
}

/** When the next token is asked for, before the last one ends. */
const REFRESH_MS = 60_000;
/** After a token could not be had. */
const RETRY_MS = 10_000;
/** How long a call may outlive its line to Twilio. */
const RECONNECT_MS = 30_000;

/** Goes online as `client:<identity>`. The SDK is loaded here and nowhere else. @throws ApiFailure when no token can be had */
export async function openLine(identity: string, events: LineEvents): Promise<Line> {
  const [{ Device }, { token }] = await Promise.all([import('@twilio/voice-sdk'), softphoneApi.token(identity)]);
  const device = new Device(token, {
    appName: 'Patchcord',
    codecPreferences: ['opus', 'pcmu'] as Call.Codec[],
    closeProtection: true,
    enableImprovedSignalingErrorPrecision: true,
    logLevel: 'silent',
    maxCallSignalingTimeoutMs: RECONNECT_MS,
    tokenRefreshMs: REFRESH_MS,
  });
  const line = new DeviceLine(device, identity, events);
  line.register();
  return line;
}

class DeviceLine implements Line {
  current: LineCall | null = null;
  /** While an own call is on its way to be the current one. */
  #calling = false;
  /** Incoming calls that ring while another call is on. */
  #waiting: Call[] = [];
  #closed = false;
  #renewing = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly device: Device,
    private readonly identity: string,
    private readonly events: LineEvents,
  ) {
    device.on('registering', () => this.events.line('registering'));
    device.on('registered', () => {
      this.events.problem(null);
      this.events.line('ready');
    });
    device.on('unregistered', () => {
      if (!this.#closed) this.events.line('lost');
    });
    device.on('incoming', (call: Call) => this.#rings(call));
    device.on('tokenWillExpire', () => void this.#renew());
    device.on('error', (error: unknown) => this.#failed(error));
  }

  register(): void {
    // Whatever goes wrong is told by an event, and the SDK goes on trying by itself.
    this.device.register().catch(() => undefined);
  }

  async call(who: string, parameters: Record<string, string>): Promise<void> {
    this.#calling = true;
    try {
      this.#take(await this.device.connect({ params: parameters }), 'outgoing', who);
    } finally {
      this.#calling = false;
      this.#takeWaiting();
    }
  }

  async takeMicrophone(id: string): Promise<void> {
    await this.device.audio?.setInputDevice(id);
  }

  async takeSpeaker(id: string): Promise<void> {
    const { audio } = this.device;
    await Promise.all([audio?.speakerDevices.set(id), audio?.ringtoneDevices.set(id)]);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.device.destroy();
    this.events.line('offline');
  }

  /** One call at a time: another that comes meanwhile waits until the line is free. */
  #rings(call: Call): void {
    this.#waiting.push(call);
    this.#takeWaiting();
  }

  #takeWaiting(): void {
    if (this.#calling || this.current?.isOver === false) return;
    // Its caller may have hung up.
    this.#waiting = this.#waiting.filter((call) => call.status() === 'pending');
    const call = this.#waiting.shift();
    if (call) this.#take(call, 'incoming', fromOf(call));
  }

  /** From now on nothing is told of a former call: what it says late would stand in place of this one. */
  #take(call: Call, direction: PhoneCallView['direction'], who: string): void {
    const taken: LineCall = new LineCall(call, direction, who, {
      call: (view) => {
        if (taken !== this.current) return;
        this.events.call(view);
        this.#takeWaiting();
      },
      levels: (levels) => {
        if (taken === this.current) this.events.levels(levels);
      },
    });
    this.current = taken;
    this.events.levels({ microphone: 0, speaker: 0 });
    taken.tell();
  }

  #failed(error: unknown): void {
    const problem = explainError(error);
    this.events.problem(problem);
    if (isExpired(problem)) void this.#renew();
    else if (!isPassing(problem) && this.device.state === 'unregistered') this.events.line('offline');
  }

  /** The next token; a phone that lost its place because the last one had ended registers again. */
  async #renew(): Promise<void> {
    if (this.#renewing || this.#closed) return;
    this.#renewing = true;
    clearTimeout(this.#retry);
    try {
      const { token } = await softphoneApi.token(this.identity);
      if (this.#closed) return;
      this.device.updateToken(token);
      this.events.problem(null);
      if (this.device.state === 'unregistered') this.register();
    } catch (error) {
      if (this.#closed) return;
      this.events.problem(explainRefusal(error));
      this.#retry = setTimeout(() => void this.#renew(), RETRY_MS);
    } finally {
      this.#renewing = false;
    }
  }
}

function explainRefusal(error: unknown) {
  const why = error instanceof Error ? error.message : String(error);
  return { code: 'no-token', title: 'No new token could be had', next: `${why} The phone tries again by itself.` };
}

/** A verified name comes before the number: `client:bob` is read as `bob`. */
function fromOf(call: Call): string {
  return (call.parameters.From ?? '').replace(/^client:/, '') || 'Unknown';
}
