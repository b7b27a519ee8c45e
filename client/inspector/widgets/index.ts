import { BranchesWidget } from './BranchesWidget.tsx';
import { FlowIdWidget, FlowParametersWidget, OutcomesWidget } from './CalledFlowWidgets.tsx';
import { DocumentUrlWidget } from './DocumentUrlWidget.tsx';
import { ExceptionsWidget } from './hours/ExceptionsWidget.tsx';
import { HolidaysWidget } from './hours/HolidaysWidget.tsx';
import { WeekHoursWidget } from './hours/WeekHoursWidget.tsx';
import { JavascriptWidget } from './JavascriptWidget.tsx';
import { FlowLanguageWidget, LanguageChoicesWidget } from './LanguageWidgets.tsx';
import { AssignmentsWidget, MappingsWidget, PairsWidget, UrlsWidget } from './ListWidgets.tsx';
import { MenuChoicesWidget } from './MenuChoicesWidget.tsx';
import { NounsWidget } from './NounsWidget.tsx';
import { PromptsWidget } from './PromptsWidget.tsx';
import { SealedWidget } from './SealedWidget.tsx';
import { DealingWidget, SharesWidget } from './SharesWidget.tsx';
import { composite, simpleWidgets, single, type WidgetEntry } from './simple.ts';
import { TableColumnWidget, TableWidget } from './TableWidgets.tsx';
import { TargetsWidget } from './TargetsWidget.tsx';
import { TimeZoneWidget } from './TimeZoneSelect.tsx';
import { TwimlWidget } from './TwimlWidget.tsx';

/**
 * The widget for a field kind.
 *
 * @throws Error for a kind without a widget; a test asks for every kind
 */
export function widgetFor(kind: string): WidgetEntry {
  const found = widgets[kind];
  if (!found) throw new Error(`No widget edits the field kind "${kind}"`);
  return found;
}

const widgets: Readonly<Record<string, WidgetEntry>> = {
  ...simpleWidgets,
  documentUrl: single(DocumentUrlWidget),
  prompts: composite(PromptsWidget),
  urls: composite(UrlsWidget),
  targets: composite(TargetsWidget),
  flowLanguage: single(FlowLanguageWidget),
  languageChoices: composite(LanguageChoicesWidget),
  menuChoices: composite(MenuChoicesWidget),
  nouns: composite(NounsWidget),
  branches: composite(BranchesWidget),
  assignments: composite(AssignmentsWidget),
  flowId: single(FlowIdWidget),
  flowParameters: composite(FlowParametersWidget),
  outcomes: composite(OutcomesWidget),
  weekHours: composite(WeekHoursWidget),
  holidays: composite(HolidaysWidget),
  exceptions: composite(ExceptionsWidget),
  timezone: single(TimeZoneWidget),
  shares: composite(SharesWidget),
  dealing: single(DealingWidget),
  table: single(TableWidget),
  tableColumn: single(TableColumnWidget),
  twiml: composite(TwimlWidget),
  sealed: single(SealedWidget),
  pairs: composite(PairsWidget),
  mappings: composite(MappingsWidget),
  code: composite(JavascriptWidget),
};
