import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** The colours of the TwiML preview, by the same class names. */
export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: 'xml-tag' },
  { tag: [tags.propertyName, tags.function(tags.variableName)], class: 'xml-attribute' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'xml-value' },
  { tag: [tags.number, tags.bool, tags.null], class: 'xml-entity' },
  { tag: [tags.comment], class: 'xml-declaration' },
]);
