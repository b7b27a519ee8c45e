import type { ComponentType } from 'react';
import type { WidgetProps } from '../widget.ts';
import { CallerIdWidget } from './CallerIdWidget.tsx';
import { BooleanWidget, ChoicesWidget, ChoiceWidget } from './ChoiceWidgets.tsx';
import { NumberWidget } from './NumberWidget.tsx';
import { CodeWidget, KeyWidget, TextWidget } from './TextWidgets.tsx';
import { LanguageWidget, VoiceWidget } from './VoiceWidgets.tsx';

/** The widget of a field kind. */
export interface WidgetEntry {
  readonly Widget: ComponentType<WidgetProps>;
  /** Several controls: the field's label names them as a group. */
  readonly composite: boolean;
}

/** Widgets of single values, which others may hold. */
export const simpleWidgets: Readonly<Record<string, WidgetEntry>> = {
  text: single(TextWidget),
  verbatim: single(TextWidget),
  url: single(CodeWidget),
  phone: single(CodeWidget),
  callerId: single(CallerIdWidget),
  digits: single(CodeWidget),
  number: single(NumberWidget),
  boolean: single(BooleanWidget),
  choice: single(ChoiceWidget),
  key: single(KeyWidget),
  language: single(LanguageWidget),
  voice: single(VoiceWidget),
  choices: composite(ChoicesWidget),
};

// A widget only ever gets values of its own kind, which the registry cannot say in types.
// biome-ignore lint/suspicious/noExplicitAny: see above
export function single(Widget: ComponentType<any>): WidgetEntry {
  return { Widget, composite: false };
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export function composite(Widget: ComponentType<any>): WidgetEntry {
  return { Widget, composite: true };
}
