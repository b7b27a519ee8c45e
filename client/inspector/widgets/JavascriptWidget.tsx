import { lazy, useRef } from 'react';
import { useNarrow } from '../../state/hooks.ts';
import type { Reveal } from '../editor/CodeEditor.tsx';
import { useWidgetContext, type WidgetProps } from '../widget.ts';
import { EditorFrame, editorAttributes } from './EditorFrame.tsx';
import { filled } from './TextWidgets.tsx';

const JavascriptEditor = lazy(() =>
  import('../javascript/JavascriptEditor.tsx').then((module) => ({ default: module.JavascriptEditor })),
);

/** The body of a function: an editor of JavaScript, with what is wrong below it. */
export function JavascriptWidget(props: WidgetProps<string, object>) {
  const { id, label, value = '', problems, onChange } = props;
  const reveal = useRef<Reveal>(null);
  const readOnly = useNarrow();
  const { parameters } = useWidgetContext();
  return (
    <EditorFrame id={id} value={value} problems={problems} reveal={reveal} readOnly={readOnly}>
      <JavascriptEditor
        id={id}
        label={label}
        {...editorAttributes(props)}
        inputs={parameters.join(',')}
        readOnly={readOnly}
        value={value}
        onChange={(text) => onChange(filled(text))}
        reveal={reveal}
      />
    </EditorFrame>
  );
}
