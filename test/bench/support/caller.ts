import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { makePosts, makeSigner, type Post } from './posts.ts';
import { PUBLIC_HOST, PUBLIC_URL } from './setup.ts';

const POSTS = makePosts(1_024);
const sign = makeSigner();
const RUN = randomBytes(8).toString('hex');
let calls = 0;

/** One connection with one call after another on it: entry, key 1, dial completed; follows the action of every answer. */
export class Caller {
  errors = 0;
  readonly #socket: Socket;
  readonly #entry: string;
  #step = 0;
  #sid = '';
  #posts: readonly Post[] = [];
  #path = '';
  #rest = '';
  #done: (() => void) | undefined;

  constructor(port: number, entry: string) {
    this.#entry = entry;
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', () => this.errors++);
  }

  /** Sends the next request; `done` once its answer is there. */
  next(done: () => void): void {
    this.#done = done;
    if (this.#step === 0) {
      calls++;
      this.#sid = `CA${RUN}${calls.toString(16).padStart(16, '0')}`;
      this.#posts = POSTS[calls % POSTS.length] as readonly Post[];
      this.#path = this.#entry;
    }
    const { body, signed } = this.#posts[this.#step] as Post;
    const signature = sign(`${PUBLIC_URL}${this.#path}${signed[0]}${this.#sid}${signed[1]}`);
    // Percent-encoded, so every character is a byte.
    const length = body[0].length + this.#sid.length + body[1].length;
    this.#socket.write(
      `POST ${this.#path} HTTP/1.1\r\nHost: ${PUBLIC_HOST}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n` +
        `Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nX-Twilio-Signature: ${signature}\r\n` +
        `I-Twilio-Idempotency-Token: ${this.#sid}${this.#step}\r\nContent-Length: ${length}\r\n\r\n` +
        body[0] +
        this.#sid +
        body[1],
      'latin1',
    );
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#rest = this.#rest === '' ? chunk : this.#rest + chunk;
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/content-length: *(\d+)/i.exec(this.#rest.slice(0, end))?.[1]);
    if (this.#rest.length < end + 4 + length) return;
    this.#take(this.#rest, end + 4);
    this.#rest = '';
    this.#done?.();
  }

  #take(answer: string, body: number): void {
    const action = answer.indexOf('action="', body);
    const expected = EXPECTED[this.#step] as string;
    if (!answer.startsWith('HTTP/1.1 200') || (this.#entry !== '/' && answer.indexOf(expected, body) === -1)) {
      if (this.errors++ === 0) console.error(answer);
      this.#step = 0;
      return;
    }
    this.#step = (this.#step + 1) % 3;
    if (this.#step === 0) return;
    const url = answer.slice(action + 8, answer.indexOf('"', action + 8));
    this.#path = url.startsWith(PUBLIC_URL) ? url.slice(PUBLIC_URL.length) : url;
  }
}

/** What each step's answer must hold; (a), whose entry is `/`, always answers the same. */
const EXPECTED = ['<Gather', '<Dial', '<Hangup'];
