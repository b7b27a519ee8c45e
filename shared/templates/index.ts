import type { FlowDocument } from '../flow/types.ts';
import { afterHoursVoicemail } from './after-hours-voicemail.ts';
import { frontDesk } from './front-desk.ts';
import { ringGroup } from './ring-group.ts';
import { survey } from './survey.ts';

/** A flow to start from. */
export interface FlowTemplate {
  readonly id: string;
  readonly title: string;
  /** What callers get, in one sentence. */
  readonly about: string;
  readonly document: FlowDocument;
}

/** Starter flows in the order they are offered; the first is the sample flow of a new server. */
export const templates: readonly FlowTemplate[] = [frontDesk, afterHoursVoicemail, ringGroup, survey];
