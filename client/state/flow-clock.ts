import type { FlowDocument } from '../../shared/flow/types.ts';
import { instantOf, isoIn, isTimeZone, localTime } from '../../shared/time/zone.ts';

/** Zone whose clock a flow's moments are told on: the flow's, that of its first opening hours, or the browser's. */
export function zoneOfFlow({ settings, blocks }: Pick<FlowDocument, 'settings' | 'blocks'>): string {
  const zones = [
    settings.timezone,
    ...Object.values(blocks).map(({ type, props }) => type === 'hours' && props.timezone),
  ];
  const own = zones.find((zone) => typeof zone === 'string' && zone !== '' && isTimeZone(zone));
  return typeof own === 'string' ? own : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A moment for a `datetime-local` field: what the clocks of a zone show then. */
export function localOf(at: string | undefined, zone: string): string {
  return at === undefined ? '' : new Date(localTime(zone, Date.parse(at))).toISOString().slice(0, 16);
}

/** The moment a `datetime-local` field means in a zone; undefined where it is empty. */
export function momentOf(local: string, zone: string): string | undefined {
  const wall = Date.parse(`${local}Z`);
  return Number.isNaN(wall) ? undefined : isoIn(zone, instantOf(zone, wall));
}
