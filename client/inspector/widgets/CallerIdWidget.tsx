import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { AllowedFromsView } from '../../../shared/api/caller-ids.ts';
import { useFroms } from '../../state/froms.ts';
import { goTo } from '../../state/route.ts';
import { formatPhone } from '../../ui/format.ts';
import type { WidgetProps } from '../widget.ts';
import { CodeWidget } from './TextWidgets.tsx';
import './caller-id.css';

/** The number people see: typed, an expression, or chosen from what the account's calls may come from. */
export function CallerIdWidget(props: WidgetProps<string>) {
  const [opened, setOpened] = useState(false);
  const { froms, error } = useFroms(opened);
  return (
    <div className="caller-id">
      <CodeWidget {...props} kind="callerId" />
      <DropdownMenu.Root onOpenChange={(open) => open && setOpened(true)}>
        <DropdownMenu.Trigger className="icon-button" aria-label={`${props.label}: choose a number of the account`}>
          <ChevronDown size={15} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu caller-id-menu" align="end" sideOffset={4} collisionPadding={8}>
            {froms && <Choices froms={froms} value={props.value} onChoose={props.onChange} />}
            {!froms && (
              <p className="caller-id-note">{error ? error.message : 'Asking Twilio for the numbers of the account'}</p>
            )}
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" onSelect={() => goTo({ page: 'settings' })}>
              {error?.code === 'no-credentials' ? 'Open Settings' : 'Verify another number in Settings'}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

interface ChoicesProps {
  readonly froms: AllowedFromsView;
  readonly value: string | undefined;
  readonly onChoose: (number: string) => void;
}

function Choices({ froms, value, onChoose }: ChoicesProps) {
  const groups = [
    { label: 'Numbers of the account', rows: froms.numbers },
    { label: 'Verified caller IDs', rows: froms.verified },
  ].filter(({ rows }) => rows.length > 0);
  if (groups.length === 0)
    return <p className="caller-id-note">The account has neither a number that can call nor a verified caller ID.</p>;
  return groups.map(({ label, rows }) => (
    <DropdownMenu.Group key={label} aria-label={label}>
      <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
      {rows.map(({ phoneNumber, friendlyName }) => (
        <DropdownMenu.CheckboxItem
          key={phoneNumber}
          className="menu-item caller-id-choice"
          checked={phoneNumber === value}
          onSelect={() => onChoose(phoneNumber)}
        >
          <code>{formatPhone(phoneNumber)}</code>
          <DropdownMenu.ItemIndicator asChild>
            <Check size={14} aria-hidden="true" />
          </DropdownMenu.ItemIndicator>
          {friendlyName !== phoneNumber && <span>{friendlyName}</span>}
        </DropdownMenu.CheckboxItem>
      ))}
    </DropdownMenu.Group>
  ));
}
