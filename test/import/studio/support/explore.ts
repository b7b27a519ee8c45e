import { blockTypes } from '../../../../shared/blocks/index.ts';
import type { Outcome } from '../../../../shared/effect.ts';
import { type CompiledFlow, compileFlow } from '../../../../shared/engine/compile.ts';
import { linksFor } from '../../../../shared/engine/links.ts';
import { assumed } from '../../../../shared/engine/settle.ts';
import { resumeTurn, startTurn } from '../../../../shared/engine/turn.ts';
import type { EngineServices, PendingTurn, Turned, TurnResult } from '../../../../shared/engine/types.ts';
import type { CallStep, CallTest } from '../../../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../../../shared/flow/types.ts';
import { answersOf, type Reply, repliesOf } from './answers.ts';

/** A call so far: what was done, what other servers were told to answer, and where that led. */
interface Way {
  readonly steps: readonly CallStep[];
  readonly replies: ReadonlyMap<string, Reply>;
  readonly result: TurnResult;
}

/**
 * Scripts of calls that together go through as many exits as can be found: from each place where a flow waits, every answer that
 * its conditions could tell apart is tried on the engine, and those that lead somewhere new are gone on with. Whether the phone
 * gets the same is for the phone to show.
 */
export function exploreCalls(flow: FlowDocument): readonly CallTest[] {
  const explorer = new Explorer(flow);
  return explorer.run();
}

/** Turns tried for one flow. */
const MOST = 20_000;

class Explorer {
  readonly #compiled: CompiledFlow;
  readonly #exits = new Set<string>();
  readonly #states = new Set<string>();
  readonly #tests: CallTest[] = [];
  #tried = 0;

  constructor(private readonly flow: FlowDocument) {
    this.#compiled = compileFlow(flow, blockTypes);
  }

  run(): readonly CallTest[] {
    const queue: Way[] = [];
    const entry = this.#compiled.entries.get('incoming-call') ?? this.#compiled.entries.get('outgoing-call');
    if (entry === undefined) return [];
    const start = {
      sid: 'CA0',
      channel: 'voice',
      flowId: 'x',
      version: 1,
      at: entry,
      request: { parameters: CALL },
    } as const;
    this.#branch(new Map(), () => startTurn(this.#compiled, start, SERVICES), [], queue);
    for (let way = queue.shift(); way !== undefined && this.#tried < MOST; way = queue.shift()) {
      const { session } = way.result;
      const block = session.waiting?.block;
      if (block === undefined) continue;
      for (const { parameters, steps } of answersOf(this.flow, block)) {
        const request = { parameters: { ...CALL, ...parameters } };
        this.#branch(
          way.replies,
          () => resumeTurn(this.#compiled, session, request, SERVICES),
          [...way.steps, ...steps],
          queue,
        );
      }
    }
    return this.#tests;
  }

  /** Goes on from a turn with every reply that a server could give; a server gives the same all through a call. */
  #branch(replies: ReadonlyMap<string, Reply>, turn: () => Turned, steps: readonly CallStep[], queue: Way[]): void {
    if (++this.#tried > MOST) return;
    let missing: { url: string; block: string } | undefined;
    let at = turn();
    while ('effect' in at && missing === undefined) {
      const url = urlOf(at);
      const reply = url === undefined ? undefined : replies.get(url);
      if (url !== undefined && reply === undefined) missing = { url, block: at.place.block };
      else at = at.proceed(reply === undefined ? assumed(at) : answered(reply));
    }
    if (missing !== undefined) {
      for (const reply of repliesOf(this.flow, missing.block)) {
        this.#branch(new Map([...replies, [missing.url, reply]]), turn, steps, queue);
      }
      return;
    }
    if (!('effect' in at)) this.#take({ steps, replies, result: at }, queue);
  }

  #take(way: Way, queue: Way[]): void {
    const { log, session } = way.result;
    const fresh = log.filter(({ block, exit }) => exit !== undefined && !this.#exits.has(`${block}.${exit}`));
    for (const { block, exit } of fresh) this.#exits.add(`${block}.${exit}`);
    const state = JSON.stringify([session.waiting?.block, session.variables, session.results]);
    const isNew = !this.#states.has(state);
    this.#states.add(state);
    if (fresh.length > 0) this.#tests.push(scriptOf(way, this.#tests.length + 1));
    if (isNew && way.steps.length < DEEPEST) queue.push(way);
  }
}

/** Steps of one call. */
const DEEPEST = 12;

const CALL = {
  CallSid: 'CA0',
  From: '+15550100199',
  To: '+15550100100',
  Direction: 'inbound',
  CallStatus: 'in-progress',
};

const SERVICES: EngineServices = { token: () => 'explore', now: () => NOON, links: linksFor('', 'x', 'voice') };

/** The phone's clock begins here as well. */
export const NOON = Date.UTC(2026, 5, 1, 12);

function scriptOf({ steps, replies }: Way, count: number): CallTest {
  const http = Object.fromEntries(
    [...replies].map(([url, { status, body }]) => [url, { status, body, contentType: 'application/json' }]),
  );
  return {
    name: `Call ${count}`,
    at: new Date(NOON).toISOString(),
    ...(replies.size > 0 && { http }),
    steps: [...steps],
  };
}

function urlOf({ effect }: PendingTurn): string | undefined {
  return effect.kind === ('http' as string) ? String((effect as unknown as { url: unknown }).url) : undefined;
}

function answered({ status, body }: Reply): Outcome {
  return { kind: 'http', result: 'answered', status, contentType: 'application/json', body } as unknown as Outcome;
}
