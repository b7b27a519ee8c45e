import type { ComponentType } from 'react';
import type { WidgetProps } from '../widget.ts';
import { BranchesWidget } from './BranchesWidget.tsx';
import { BooleanWidget, ChoicesWidget, ChoiceWidget } from './ChoiceWidgets.tsx';
import { AssignmentsWidget, TargetsWidget, UrlsWidget } from './ListWidgets.tsx';
import { MenuChoicesWidget } from './MenuChoicesWidget.tsx';
import { NumberWidget } from './NumberWidget.tsx';
import { PromptsWidget } from './PromptsWidget.tsx';
import { CodeWidget, KeyWidget, TextWidget } from './TextWidgets.tsx';
import { TwimlWidget } from './TwimlWidget.tsx';
import { LanguageWidget, VoiceWidget } from './VoiceWidgets.tsx';

/** The widget of a field kind. */
export interface WidgetEntry {
  readonly Widget: ComponentType<WidgetProps>;
  /** Several controls: the field's label names them as a group. */
  readonly composite: boolean;
}

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
  text: single(TextWidget),
  url: single(CodeWidget),
  phone: single(CodeWidget),
  callerId: single(CodeWidget),
  digits: single(CodeWidget),
  number: single(NumberWidget),
  boolean: single(BooleanWidget),
  choice: single(ChoiceWidget),
  key: single(KeyWidget),
  language: single(LanguageWidget),
  voice: single(VoiceWidget),
  choices: composite(ChoicesWidget),
  prompts: composite(PromptsWidget),
  urls: composite(UrlsWidget),
  targets: composite(TargetsWidget),
  menuChoices: composite(MenuChoicesWidget),
  branches: composite(BranchesWidget),
  assignments: composite(AssignmentsWidget),
  twiml: composite(TwimlWidget),
};

// A widget only ever gets values of its own kind, which the registry cannot say in types.
// biome-ignore lint/suspicious/noExplicitAny: see above
function single(Widget: ComponentType<any>): WidgetEntry {
  return { Widget, composite: false };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function composite(Widget: ComponentType<any>): WidgetEntry {
  return { Widget, composite: true };
}
