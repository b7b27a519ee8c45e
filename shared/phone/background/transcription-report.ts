import type { Attributes } from '../attributes.ts';
import type { VerbRun } from '../types.ts';
import { absoluteCallback } from './fork.ts';

/** Tells `statusCallbackUrl` of a transcription. https://www.twilio.com/docs/voice/twiml/transcription#statuscallbackurl */
export class TranscriptionReport {
  readonly sid: string;
  readonly name: string;
  readonly #run: VerbRun;
  readonly #attributes: Attributes;
  readonly #url: string | undefined;
  #sequence = 0;
  #over = false;

  constructor(run: VerbRun, attributes: Attributes) {
    this.#run = run;
    this.#attributes = attributes;
    this.sid = run.exchange.sid('GT');
    this.name = attributes.text('name') ?? this.sid;
    this.#url = absoluteCallback(run, attributes, 'statusCallbackUrl', 'Transcription');
  }

  started(): void {
    const text = (name: string): string => this.#attributes.text(name) ?? '';
    const configuration = {
      profanityFilter: text('profanityFilter'),
      speechModel: text('speechModel'),
      enableAutomaticPunctuation: text('enableAutomaticPunctuation'),
      hints: text('hints'),
    };
    this.#tell('started', {
      ProviderConfiguration: JSON.stringify(configuration),
      TranscriptionEngine: text('transcriptionEngine'),
      Name: this.name,
      Track: text('track'),
      InboundTrackLabel: text('inboundTrackLabel'),
      OutboundTrackLabel: text('outboundTrackLabel'),
      PartialResults: text('partialResults'),
      LanguageCode: text('languageCode'),
    });
  }

  /** @param how `confidence` of a final text, or `stability` of one that may still change */
  content(
    track: 'inbound_track' | 'outbound_track',
    transcript: string,
    how: { readonly confidence: number } | { readonly stability: number },
  ): void {
    if (this.#over) return;
    const final = 'confidence' in how;
    const data = final ? { transcript, confidence: how.confidence } : { transcript };
    this.#tell('content', {
      LanguageCode: this.#attributes.text('languageCode') ?? '',
      Track: track,
      TranscriptionData: JSON.stringify(data),
      ...(final ? {} : { Stability: String(how.stability) }),
      Final: String(final),
    });
  }

  stopped(): void {
    this.#tell('stopped', {});
    this.#over = true;
  }

  #tell(event: 'started' | 'content' | 'stopped', more: Readonly<Record<string, string>>): void {
    const { leg, exchange } = this.#run;
    if (event !== 'content') {
      leg.emit({ kind: 'note', what: `transcription-${event}`, details: { name: this.name } });
    }
    if (this.#url === undefined) return;
    const parameters = {
      AccountSid: leg.spec.accountSid,
      CallSid: leg.sid,
      TranscriptionSid: this.sid,
      Timestamp: new Date(exchange.now()).toISOString(),
      SequenceId: String(++this.#sequence),
      TranscriptionEvent: `transcription-${event}`,
      ...more,
    };
    const method = this.#attributes.method('statusCallbackMethod');
    exchange.callback(leg, { url: this.#url, method, parameters, purpose: 'transcription', bare: true });
  }
}
