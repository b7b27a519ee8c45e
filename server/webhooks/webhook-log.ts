import type { Webhook } from './gate.ts';

/** The part of the server's log that webhooks use (pino's). */
export interface WebhookLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What the log says of a webhook. */
export function about({ sid, flow, environment, kind, block }: Webhook): object {
  return { sid, flow, environment, kind, block };
}
