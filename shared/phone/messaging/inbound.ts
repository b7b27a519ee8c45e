/** A message from outside to an application. */
export interface MessageSpec {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly media?: readonly { readonly url: string; readonly contentType: string }[];
  readonly messagingUrl: string;
  readonly messagingMethod?: 'GET' | 'POST';
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: 'GET' | 'POST';
  /** More parameters, e.g. `FromCity`, `MessagingServiceSid`, `ProfileName`. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** What the request for a reply carries. https://www.twilio.com/docs/messaging/guides/webhook-request */
export function inboundParameters(accountSid: string, spec: MessageSpec, sid: string): Record<string, string> {
  const { from, to, body, media = [], extra = {} } = spec;
  const parameters: Record<string, string> = {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Body: body,
    NumMedia: String(media.length),
    NumSegments: String(media.length > 0 ? 1 : segments(body)),
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
  };
  for (const [index, { url, contentType }] of media.entries()) {
    parameters[`MediaContentType${index}`] = contentType;
    parameters[`MediaUrl${index}`] = url;
  }
  return { ...parameters, ...extra };
}

/** How many short messages a text takes. https://www.twilio.com/docs/glossary/what-sms-character-limit */
function segments(body: string): number {
  const wide = [...body].some((char) => (char.codePointAt(0) ?? 0) > 127);
  const [alone, joined] = wide ? [70, 67] : [160, 153];
  return body.length <= alone ? 1 : Math.ceil(body.length / joined);
}
