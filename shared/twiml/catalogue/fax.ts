import { attribute } from './attribute.ts';
import type { ElementSpec } from './types.ts';

/** Fax is retired; its one verb is known so that old documents can be named for what they are. */
export const faxElements: readonly ElementSpec[] = [
  {
    id: 'Receive',
    tag: 'Receive',
    document: 'fax',
    kind: 'verb',
    status: 'retired',
    about: 'Receives a fax; Programmable Fax was shut down.',
    parents: ['Response'],
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.url('action', 'URL told about the fax.'),
      attribute.oneOf('mediaType', ['application/pdf', 'image/tiff'], 'Format to keep it in.', {
        default: 'application/pdf',
      }),
      attribute.method('method', 'action'),
      attribute.oneOf('pageSize', ['letter', 'legal', 'a4'], 'Paper size.', { default: 'letter' }),
      attribute.boolean('storeMedia', 'Keep the fax at Twilio.', true),
    ].map((spec) => ({ ...spec, undocumented: true })),
    flow: { class: 'fax', endsDocument: 'conditional' },
  },
];
