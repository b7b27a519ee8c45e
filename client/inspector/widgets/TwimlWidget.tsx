import { lazy, useRef } from 'react';
import type { TwimlOptions } from '../../../shared/fields/twiml.ts';
import { useNarrow } from '../../state/hooks.ts';
import type { Reveal } from '../editor/CodeEditor.tsx';
import { useWidgetContext, type WidgetProps } from '../widget.ts';
import { EditorFrame, editorAttributes } from './EditorFrame.tsx';
import { filled } from './TextWidgets.tsx';

const TwimlEditor = lazy(() => import('../twiml/TwimlEditor.tsx').then((module) => ({ default: module.TwimlEditor })));

/** TwiML as XML: an editor that knows the grammar, with what is wrong below it, line by line. */
export function TwimlWidget(props: WidgetProps<string, TwimlOptions>) {
  const { id, label, value = '', problems, onChange } = props;
  const reveal = useRef<Reveal>(null);
  const readOnly = useNarrow();
  const { completions } = useWidgetContext();
  return (
    <EditorFrame id={id} value={value} problems={problems} reveal={reveal} readOnly={readOnly}>
      <TwimlEditor
        id={id}
        label={label}
        {...editorAttributes(props)}
        document={props.options.document}
        completions={completions}
        readOnly={readOnly}
        value={value}
        onChange={(text) => onChange(filled(text))}
        reveal={reveal}
      />
    </EditorFrame>
  );
}
