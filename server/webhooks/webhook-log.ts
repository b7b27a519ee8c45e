/** The part of the server's log that webhooks use (pino's). */
export interface WebhookLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
