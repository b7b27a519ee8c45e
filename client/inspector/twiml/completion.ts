import type { CompletionContext, CompletionSource, Completion as EditorCompletion } from '@codemirror/autocomplete';
import { pickedCompletion, startCompletion } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { Completion } from '../../../shared/check/completions.ts';
import { maskTemplates } from '../../../shared/fields/mask-templates.ts';
import type { DocumentKind } from '../../../shared/twiml/catalogue/index.ts';
import { completeTwiml, type TwimlOption } from '../../../shared/twiml/complete.ts';
import { offersAt } from '../template-words.ts';
import { insertWord, templateContext } from '../templateCompletion.ts';

/** Offers what the grammar allows where the caret stands. */
export function grammarSource(document: DocumentKind | undefined): CompletionSource {
  return ({ state, pos }: CompletionContext) => {
    const text = state.doc.toString();
    if (templateContext(text, pos) !== undefined) return null;
    const found = completeTwiml(maskTemplates(text), pos, document);
    if (found === undefined) return null;
    return {
      from: found.from,
      to: found.to,
      options: found.options.map((option, index) => asCompletion(option, index)),
      validFor: /^[\w/:-]*$/,
    };
  };
}

/** Offers variables, filters and tags inside `{{ … }}` and `{% … %}`. */
export function variableSource(completions: () => readonly Completion[]): CompletionSource {
  return ({ state, pos }: CompletionContext) => {
    const text = state.doc.toString();
    const context = templateContext(text, pos);
    if (context === undefined) return null;
    const options = offersAt(context, completions)
      .slice(0, 60)
      .map((completion) => ({
        label: completion.path,
        type: 'variable',
        detail: completion.label,
        apply: (view: EditorView, picked: EditorCompletion) => {
          const result = insertWord(text, context, completion.path);
          const insert = result.text.slice(context.start, result.text.length - (text.length - context.end));
          view.dispatch({
            changes: { from: context.start, to: context.end, insert },
            selection: { anchor: result.caret },
            userEvent: 'input.complete',
            annotations: pickedCompletion.of(picked),
          });
        },
      }));
    return { from: context.start, to: context.end, options, filter: false };
  };
}

function asCompletion(option: TwimlOption, index: number): EditorCompletion {
  const { kind, label, insert, about, mark } = option;
  return {
    label,
    type: kind,
    // The grammar's own order holds where nothing is typed yet; what is required comes first.
    boost: (mark === 'required' ? 50 : mark === undefined ? 0 : -20) - Math.min(index, 40) / 4,
    ...(mark === undefined ? {} : { detail: mark }),
    ...(about === undefined ? {} : { info: about }),
    ...(insert === undefined ? {} : { apply: inserting(insert) }),
  };
}

/** Puts in a text with the caret where its bar is, and goes on with what may stand there. */
function inserting(insert: string) {
  const caret = insert.indexOf('|');
  const text = insert.replace('|', '');
  return (view: EditorView, picked: EditorCompletion, from: number, to: number): void => {
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + (caret < 0 ? text.length : caret) },
      userEvent: 'input.complete',
      annotations: pickedCompletion.of(picked),
    });
    if (caret >= 0) startCompletion(view);
  };
}
