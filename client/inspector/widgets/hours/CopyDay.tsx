import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { WEEKDAY_NAMES } from '../../../../shared/fields/week-hours.ts';
import { WEEKDAYS, type Weekday } from '../../../../shared/time/dates.ts';

interface CopyDayProps {
  readonly day: Weekday;
  readonly onCopy: (days: readonly Weekday[]) => void;
  readonly children: ReactNode;
}

/** A button that copies a day's hours to others. */
export function CopyDay({ day, onCopy, children }: CopyDayProps) {
  const words = `Copy the hours of ${WEEKDAY_NAMES[day]}`;
  const others = WEEKDAYS.filter((other) => other !== day);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button" aria-label={words} title={words}>
        {children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">Copy to</DropdownMenu.Label>
          <Item onSelect={() => onCopy(WEEKDAYS.slice(0, 5))}>Monday to Friday</Item>
          <Item onSelect={() => onCopy(WEEKDAYS)}>Every day</Item>
          <DropdownMenu.Separator className="menu-line" />
          {others.map((other) => (
            <Item key={other} onSelect={() => onCopy([other])}>
              {WEEKDAY_NAMES[other]}
            </Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.Item className="menu-item" onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  );
}
