import { useMemo } from 'react';
import { useWidgetContext, type WidgetProps } from '../widget.ts';
import { type SearchOption, SearchSelect } from './SearchSelect.tsx';

interface TimeZoneSelectProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly invalid?: boolean;
  readonly onChange: (zone: string | undefined) => void;
}

/** One of all time zones there are, found by its city. */
export function TimeZoneSelect({ value, ...props }: TimeZoneSelectProps) {
  const options = useMemo(
    (): readonly SearchOption[] =>
      Intl.supportedValuesOf('timeZone').map((zone) => {
        const [region = '', ...place] = zone.split('/');
        const city = (place.join(', ') || region).replaceAll('_', ' ');
        return { value: zone, label: city, group: region, words: zone.replaceAll('_', ' ') };
      }),
    [],
  );
  return (
    <SearchSelect
      {...props}
      label="Time zone"
      value={value}
      display={value?.replaceAll('_', ' ')}
      options={options}
      free
    />
  );
}

/** The time zone of a block; the flow's while it has none of its own. */
export function TimeZoneWidget(props: WidgetProps<string, object>) {
  const { timezone } = useWidgetContext();
  return (
    <TimeZoneSelect
      id={props.id}
      describedBy={props.describedBy}
      invalid={props.invalid}
      value={props.value}
      placeholder={timezone ? `${timezone.replaceAll('_', ' ')}, as the flow` : 'Choose one'}
      onChange={props.onChange}
    />
  );
}
