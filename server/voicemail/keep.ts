import type { VoicemailEffect } from '../../shared/effect.ts';
import type { VoicemailStore } from '../store/voicemails.ts';
import type { EffectService } from '../webhooks/effects.ts';
import type { WebhookLog } from '../webhooks/webhook-log.ts';

export interface KeepDeps {
  readonly voicemails: Pick<VoicemailStore, 'add'>;
  readonly log: Pick<WebhookLog, 'error'>;
}

/** Milliseconds that notices wait for what belongs in them. */
const WAITS = {
  /** For the sound to be ready. */
  sound: 60_000,
  /** For what was said, which Twilio may write down minutes later. */
  text: 10 * 60_000,
} as const;

/** Puts messages of callers into the inbox. A message is known by its recording, so that one that is put there twice is one. */
export function createVoicemailService({ voicemails, log }: KeepDeps): EffectService<VoicemailEffect> {
  const perform: EffectService<VoicemailEffect>['perform'] = async (record) => {
    const { sid, flow, environment, block, visit, at, effect } = record;
    const { kind, notice, ...message } = effect;
    const tellBy = notice ? at + (notice.waits ? WAITS.text : WAITS.sound) : null;
    try {
      await voicemails.add({ ...message, notice, call: sid, flow, environment, block, visit, at, tellBy });
      return { kind, result: 'accepted' };
    } catch (error) {
      log.error({ err: error, sid, flow, block, recording: message.recording }, 'A voicemail could not be kept.');
      return { kind, result: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    pure: true,
    prevent: async () => undefined,
    caps: () => [],
    perform,
    findOut: (begun) => perform(begun, ''),
  };
}
