import { type ImportReport, noElements } from '../../shared/import/report.ts';
import type { StudioReport } from '../../shared/import/studio/report.ts';

/** How many elements of an imported document become what. */
export function countsText({ counts, problems }: Pick<ImportReport, 'counts' | 'problems'>): string {
  const { exact, raw, invalid } = counts;
  const total = exact + raw + invalid;
  if (total === 0) return noElements(problems);
  if (total === exact)
    return `${total === 1 ? 'The one element becomes a block' : `All ${total} elements become blocks`} made for ${total === 1 ? 'it' : 'them'}.`;
  const parts = [
    exact > 0 ? `${exact} ${exact === 1 ? 'becomes a block made for it' : 'become blocks made for them'}` : '',
    raw > 0 ? `${raw} ${raw === 1 ? 'stays' : 'stay'} raw in Own TwiML` : '',
    invalid > 0 ? `${invalid} Twilio would refuse or skip, kept as written` : '',
  ];
  return `${total} ${total === 1 ? 'element' : 'elements'}: ${parts.filter(Boolean).join('; ')}.`;
}

/** How many widgets of a Studio flow came over how well. */
export function studioCounts({ counts, states }: Pick<StudioReport, 'counts' | 'states'>): string {
  const { exact, approximated, needsYou } = counts;
  const total = `${states.length} ${states.length === 1 ? 'widget' : 'widgets'}`;
  if (exact === states.length) return `${total}, all exact.`;
  const parts = [
    needsYou > 0 ? `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you` : '',
    approximated > 0 ? `${approximated} approximated` : '',
    exact > 0 ? `${exact} exact` : '',
  ];
  return `${total}: ${parts.filter(Boolean).join(', ')}.`;
}
