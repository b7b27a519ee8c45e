import type { StepKind } from '../../shared/flow/call-test.ts';

/** A field in the form of a step; `name` is its key in the stored step. */
export interface StepField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'seconds' | 'block' | 'row' | 'flag' | 'does';
  readonly placeholder?: string;
  readonly optional?: boolean;
}

interface StepForm {
  /** What the list of kinds says. */
  readonly title: string;
  readonly fields: readonly StepField[];
}

const DURING: StepField = { name: 'during', label: 'While the prompt still plays', kind: 'flag' };

/** What can be said of each kind of step; what a caller does first, then what must happen. */
export const STEP_FORMS: Readonly<Record<StepKind, StepForm>> = {
  press: {
    title: 'The caller presses keys',
    fields: [{ name: 'press', label: 'Keys', kind: 'text', placeholder: '1' }, DURING],
  },
  say: {
    title: 'The caller says',
    fields: [{ name: 'say', label: 'Words', kind: 'text', placeholder: 'sales please' }, DURING],
  },
  write: {
    title: 'The caller writes a message',
    fields: [
      { name: 'write', label: 'Text', kind: 'text', placeholder: 'Yes' },
      { name: 'file', label: 'With a file of the type', kind: 'text', placeholder: 'image/jpeg', optional: true },
    ],
  },
  silence: { title: 'The caller stays silent', fields: [] },
  wait: {
    title: 'Time passes',
    fields: [
      { name: 'wait', label: 'Seconds', kind: 'seconds' },
      { name: 'listening', label: 'Only once something listens', kind: 'flag' },
    ],
  },
  hangUp: {
    title: 'The caller hangs up',
    fields: [{ name: 'listening', label: 'Only once something listens', kind: 'flag' }],
  },
  dialled: {
    title: 'A phone that is dialled',
    fields: [
      { name: 'dialled', label: 'What it does', kind: 'does' },
      { name: 'to', label: 'Which', kind: 'text', placeholder: 'The next one that rings', optional: true },
      { name: 'after', label: 'Rings for', kind: 'seconds', placeholder: '3', optional: true },
      { name: 'talks', label: 'Talks for', kind: 'seconds', placeholder: '10', optional: true },
    ],
  },
  says: {
    title: 'This must be said',
    fields: [{ name: 'says', label: 'Part of what is said', kind: 'text', placeholder: 'for sales, press 1' }],
  },
  hears: {
    title: 'A text of the flow must be heard',
    fields: [{ name: 'hears', label: 'Text, in the language of the call', kind: 'row' }],
  },
  plays: {
    title: 'This must play',
    fields: [{ name: 'plays', label: 'End of its URL', kind: 'text', placeholder: 'music.mp3' }],
  },
  dials: {
    title: 'This must be dialled',
    fields: [{ name: 'dials', label: 'Number or client', kind: 'text', placeholder: '+15550100111' }],
  },
  sends: {
    title: 'This message must be sent',
    fields: [
      { name: 'sends', label: 'Part of the message', kind: 'text' },
      { name: 'to', label: 'To', kind: 'text', placeholder: 'Anybody', optional: true },
    ],
  },
  happens: {
    title: 'This must happen beside the talk',
    fields: [
      { name: 'happens', label: 'What', kind: 'text', placeholder: 'stream-started' },
      { name: 'of', label: 'Which one, or how', kind: 'text', placeholder: 'Any', optional: true },
    ],
  },
  at: { title: 'The call must be at', fields: [{ name: 'at', label: 'Block', kind: 'block' }] },
  endsAt: { title: 'The call must end at', fields: [{ name: 'endsAt', label: 'Block', kind: 'block' }] },
  variable: {
    title: 'A variable must be',
    fields: [
      { name: 'variable', label: 'Variable', kind: 'text', placeholder: 'score' },
      { name: 'is', label: 'Value', kind: 'text' },
    ],
  },
};
