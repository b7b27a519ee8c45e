import { createHmac } from 'node:crypto';
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import twilio from 'twilio';
import type { TwilioApi } from '../../twilio-api/stand-in.ts';
import type { RunningServer } from './server.ts';

/** What the SDK said: `listen`, `register`, `invite` … */
interface Said {
  readonly type: string;
  readonly payload: Record<string, unknown>;
}

/** An answer of the server's webhook to a call that a phone made. */
export interface Asked {
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly text: string;
}

/**
 * Twilio's signalling for the Voice SDK, in place of `wss://voice-js.*.twilio.com/signal`: checks tokens against the API keys of
 * the stand-in, registers phones, and asks the server's webhook for what they call. The protocol is the one of
 * `pstream` in @twilio/voice-sdk 2.18.5. A peer page answers with real media.
 */
export class Signalling {
  /** All that phones said, in order. */
  readonly said: Said[] = [];
  readonly asked: Asked[] = [];
  /** Seconds a token is said to be valid for. */
  ttl = 3600;
  /** An error to answer the next token with. */
  refuse: { readonly code: number; readonly message: string } | undefined;
  #socket: WebSocketRoute | undefined;
  #identity = '';
  #waiting: { type: string; heard: (payload: Said['payload']) => void }[] = [];
  #peer: Page | undefined;
  #sids = 0;

  constructor(
    private readonly api: TwilioApi,
    private readonly server: RunningServer,
  ) {}

  /** Stands between the pages of a context and Twilio. Sounds and reports of quality are answered with nothing. */
  async attach(context: BrowserContext): Promise<void> {
    await context.routeWebSocket(/^wss:\/\/voice-js\.[a-z0-9-]+\.twilio\.com\/signal$/, (socket) => {
      this.#socket = socket;
      socket.onMessage((text) => this.#hear(String(text)));
    });
    await context.route(/^https:\/\/[a-z0-9.-]+\.twilio\.com\//, (route) => route.fulfill({ status: 404, body: '' }));
    this.#peer = await context.newPage();
    await this.#peer.goto(`${this.server.url}/healthz`);
  }

  /** The next message of this type that a phone sends from now on. */
  next(type: string): Promise<Said['payload']> {
    return new Promise((heard) => {
      this.#waiting.push({ type, heard });
    });
  }

  send(type: string, payload: object): void {
    this.#socket?.send(JSON.stringify({ type, version: '1.6', payload }));
  }

  /** The line breaks, as when a network goes away. */
  drop(): void {
    void this.#socket?.close({ code: 1001 });
  }

  /** Rings the registered phone. @returns the CallSid */
  async ring(from: string, parameters: Record<string, string> = {}): Promise<string> {
    const callsid = this.#nextSid();
    const sdp = await this.#onPeer('offer');
    const Params = new URLSearchParams(parameters).toString();
    this.send('invite', {
      callsid,
      sdp,
      parameters: {
        CallSid: callsid,
        From: from,
        To: `client:${this.#identity}`,
        AccountSid: this.server.twilio.accountSid,
        Params,
      },
    });
    return callsid;
  }

  /** The phone's answer reaches the caller, so that sound goes both ways. */
  async connect(answer: Said['payload']): Promise<void> {
    await this.#onPeer('accept', String(answer.sdp));
  }

  /** Posts a signed webhook as Twilio does. */
  async post(path: string, parameters: Record<string, string>): Promise<Asked> {
    const url = this.server.url + path;
    const signature = twilio.getExpectedTwilioSignature(this.server.twilio.authToken, url, parameters);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(parameters).toString(),
    });
    const asked = { parameters, status: response.status, text: await response.text() };
    this.asked.push(asked);
    return asked;
  }

  #hear(text: string): void {
    if (text === '\n') return;
    const message = JSON.parse(text) as Said;
    this.said.push(message);
    const { type, payload } = message;
    if (type === 'listen') this.#listen(String(payload.token));
    if (type === 'register') this.send((payload.media as { audio: boolean }).audio ? 'ready' : 'offline', {});
    if (type === 'invite') void this.#invited(payload);
    const index = this.#waiting.findIndex((one) => one.type === type);
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.heard(payload);
  }

  /** A token must be signed with a key of the account, as at Twilio. */
  #listen(token: string): void {
    const [header = '', body = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
      iss: string;
      grants: { identity: string };
    };
    const secret = String(this.api.state.keys.get(claims.iss)?.secret);
    const expected = createHmac('sha256', secret).update(`${header}.${body}`).digest('base64url');
    const refusal =
      this.refuse ?? (signature === expected ? undefined : { code: 31202, message: 'Signature validation failed' });
    this.refuse = undefined;
    if (refusal) {
      this.send('error', { error: refusal });
      return;
    }
    this.#identity = claims.grants.identity;
    this.send('connected', {
      region: 'us1',
      edge: 'ashburn',
      gateway: 'gateway',
      home: 'us1',
      token: { identity: this.#identity, ttl: this.ttl },
    });
  }

  /** The TwiML app is asked; a document answers the call, anything else ends it. */
  async #invited({ callsid, sdp, twilio: given }: Said['payload']): Promise<void> {
    const sid = this.#nextSid();
    const { params } = given as { params: string };
    const app = [...this.api.state.applications.values()][0];
    const path = String(app?.voice_url).slice(this.server.url.length);
    this.send('ringing', { callsid: sid });
    const { status } = await this.post(path, {
      ...Object.fromEntries(new URLSearchParams(params)),
      AccountSid: this.server.twilio.accountSid,
      ApplicationSid: String(app?.sid),
      CallSid: sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: `client:${this.#identity}`,
    });
    if (status !== 200) return this.send('hangup', { callsid: callsid as string, error: { code: 31005, message: '' } });
    this.send('answer', { callsid: sid, sdp: await this.#onPeer('answer', String(sdp)) });
  }

  #onPeer(what: 'offer' | 'answer' | 'accept', sdp = ''): Promise<string> {
    if (!this.#peer) throw new Error('Nobody is attached.');
    return this.#peer.evaluate(peer, { what, sdp });
  }

  #nextSid(): string {
    return `CA${(++this.#sids).toString(16).padStart(32, '0')}`;
  }
}

/** Runs in the peer's page: the other end of the sound, which hears everything and says nothing. */
async function peer({ what, sdp }: { what: string; sdp: string }): Promise<string> {
  const page = globalThis as { peer?: RTCPeerConnection };
  if (what === 'accept') {
    await page.peer?.setRemoteDescription({ type: 'answer', sdp });
    return '';
  }
  const connection = new RTCPeerConnection();
  page.peer = connection;
  const source = new AudioContext().createMediaStreamDestination();
  for (const track of source.stream.getTracks()) connection.addTrack(track, source.stream);
  if (what === 'offer') await connection.setLocalDescription(await connection.createOffer());
  else {
    await connection.setRemoteDescription({ type: 'offer', sdp });
    await connection.setLocalDescription(await connection.createAnswer());
  }
  if (connection.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve();
    });
  }
  return connection.localDescription?.sdp ?? '';
}
