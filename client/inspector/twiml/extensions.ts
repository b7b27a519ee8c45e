import { acceptCompletion, autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { xml } from '@codemirror/lang-xml';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  tooltips,
  ViewPlugin,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Completion } from '../../../shared/check/completions.ts';
import { checkTwiml } from '../../../shared/fields/check-twiml.ts';
import type { DocumentKind } from '../../../shared/twiml/catalogue/index.ts';
import { grammarSource, variableSource } from './completion.ts';

export interface EditorOptions {
  readonly document: DocumentKind | undefined;
  readonly completions: () => readonly Completion[];
  readonly readOnly: boolean;
}

/** What makes a CodeMirror an editor of TwiML: colours, completion, markers of problems, keys. */
export function twimlExtensions({ document, completions, readOnly }: EditorOptions): Extension {
  return [
    lineNumbers(),
    history(),
    xml({ autoCloseTags: true }),
    indentUnit.of('  '),
    syntaxHighlighting(colours),
    expressions,
    drawSelection(),
    EditorView.lineWrapping,
    tooltips({ position: 'fixed', parent: globalThis.document.body }),
    lintGutter(),
    linter((view) => diagnostics(view.state.doc.toString(), document), { delay: 300 }),
    readOnly ? looking : editing(document, completions),
  ];
}

const looking: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(false)];

function editing(document: DocumentKind | undefined, completions: () => readonly Completion[]): Extension {
  return [
    closeBrackets(),
    highlightActiveLineGutter(),
    autocompletion({
      override: [grammarSource(document), variableSource(completions)],
      icons: false,
      activateOnTypingDelay: 60,
      optionClass: ({ type }) => `cm-of-${type}`,
    }),
    keymap.of([
      ...completionKeymap,
      { key: 'Tab', run: acceptCompletion },
      ...historyKeymap,
      ...lintKeymap,
      ...defaultKeymap,
      // Escape and then Tab leaves the editor: CodeMirror sees to it.
      indentWithTab,
    ]),
  ];
}

function diagnostics(text: string, document: DocumentKind | undefined) {
  if (text.trim() === '') return [];
  return checkTwiml(text, document).map(({ from, to, severity, message }) => ({
    from: Math.min(from, text.length),
    to: Math.min(to, text.length),
    severity,
    message,
  }));
}

/** The colours of the TwiML preview, by the same class names. */
const colours = HighlightStyle.define([
  { tag: tags.tagName, class: 'xml-tag' },
  { tag: tags.attributeName, class: 'xml-attribute' },
  { tag: tags.attributeValue, class: 'xml-value' },
  { tag: [tags.character, tags.escape], class: 'xml-entity' },
  { tag: [tags.angleBracket, tags.definitionOperator], class: 'xml-mark' },
  { tag: [tags.comment, tags.processingInstruction, tags.documentMeta], class: 'xml-declaration' },
]);

const matcher = new MatchDecorator({
  regexp: /\{\{.*?\}\}|\{%.*?%\}/g,
  decoration: Decoration.mark({ class: 'xml-expression' }),
});

const expressions = ViewPlugin.define(
  (view) => ({
    marks: matcher.createDeco(view),
    update(update) {
      this.marks = matcher.updateDeco(update, this.marks);
    },
  }),
  { decorations: (plugin) => plugin.marks },
);
