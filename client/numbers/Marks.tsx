import { Image, MessageSquareText, Phone } from 'lucide-react';
import type { NumberView } from '../../shared/api/numbers.ts';

const MARKS = [
  { key: 'voice', label: 'Voice', Icon: Phone },
  { key: 'sms', label: 'SMS', Icon: MessageSquareText },
  { key: 'mms', label: 'MMS', Icon: Image },
] as const;

/** What a number can do, as small marks with their names. */
export function Marks({ capabilities }: { capabilities: NumberView['capabilities'] }) {
  const able = MARKS.filter(({ key }) => capabilities[key]);
  return (
    <span className="marks">
      {able.map(({ key, label, Icon }) => (
        <span key={key} className="mark">
          <Icon size={11} aria-hidden="true" />
          {label}
        </span>
      ))}
    </span>
  );
}
