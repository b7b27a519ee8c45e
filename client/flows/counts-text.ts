import { type ImportReport, noElements } from '../../shared/import/report.ts';
import type { StudioReport } from '../../shared/import/studio/report.ts';
import { importGroupOf } from '../state/import-groups.ts';

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
export function studioCounts({ states }: { readonly states: StudioReport['states'] }): string {
  const count = (group: ReturnType<typeof importGroupOf>): number =>
    states.filter((state) => importGroupOf(state) === group).length;
  const [exact, approximated, address, needsYou] = (['exact', 'approximated', 'address', 'needsYou'] as const).map(
    count,
  );
  const total = `${states.length} ${states.length === 1 ? 'widget' : 'widgets'}`;
  if (exact === states.length) return `${total}, all exact.`;
  const parts = [
    needsYou ? `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you` : '',
    address ? `${address} ${address === 1 ? 'needs' : 'need'} your address` : '',
    approximated ? `${approximated} approximated` : '',
    exact ? `${exact} exact` : '',
  ];
  return `${total}: ${parts.filter(Boolean).join(', ')}.`;
}
