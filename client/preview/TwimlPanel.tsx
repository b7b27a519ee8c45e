import { useDeferredValue, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { blockName } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { useLanguage } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { useSetup } from '../state/setup.ts';
import { CopyText } from '../ui/CopyText.tsx';
import { XmlLines } from '../ui/xml/XmlLines.tsx';
import { ExportBin } from './ExportBin.tsx';
import { ExportStudio } from './ExportStudio.tsx';
import { PreviewNotes } from './PreviewNotes.tsx';
import { type DocumentPreview, usePreview } from './use-preview.ts';
import '../ui/forms.css';
import './preview.css';

/** The document a caller at the selected block would get; its lines and the cards on the canvas light each other up. */
export function TwimlPanel() {
  const selected = useStore(documentStore, (state) => state.selection.at(-1) ?? null);
  const hovered = useStore(uiStore, (state) => state.hovered);
  // Typing must never wait for the preview: it follows as soon as there is time, at most once a frame.
  const document = useDeferredValue(useStore(documentStore, (state) => state.document));
  const flow = useStore(documentStore, (state) => state.flowId) ?? '';
  const base = useSetup().setup?.publicBaseUrl ?? '';
  const language = useLanguage();
  const preview = usePreview(document, selected, base, flow, language);
  const blocks = document.blocks;
  const root = useRef<HTMLDivElement>(null);
  useSelectedInView(root, selected, preview);

  if (Object.keys(blocks).length === 0) {
    return <p className="panel-empty">Drag a block onto the canvas to see the TwiML its callers get.</p>;
  }
  if (preview.error !== undefined) {
    return <p className="panel-empty is-error">{preview.error}</p>;
  }
  const nameOf = (id: string): string => {
    const block = blocks[id];
    return block ? blockName(block) : id;
  };
  return (
    <section className="preview" aria-label="TwiML preview">
      <PreviewHead preview={preview} />
      <PreviewNotes notes={preview.notes} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the keyboard could not scroll the document */}
      <section className="preview-scroll" ref={root} tabIndex={0} aria-label="Lines of the TwiML">
        <XmlLines
          label="TwiML document"
          lines={preview.lines}
          marked={selected ?? undefined}
          hovered={hovered ?? undefined}
          titleOf={nameOf}
          onHover={(owner) => uiStore.getState().hover(owner)}
          onChoose={(owner) => documentStore.getState().select([owner])}
        />
      </section>
    </section>
  );
}

function PreviewHead({ preview }: { preview: DocumentPreview }) {
  return (
    <header className="preview-head">
      <span className="preview-turn">{preview.turn}</span>
      <code className="preview-url" title={preview.url}>
        {preview.url}
      </code>
      <span className="preview-size">{sizeText(preview.bytes)}</span>
      <ExportBin />
      <ExportStudio />
      <CopyText text={preview.xml} label="Copy the TwiML" />
    </header>
  );
}

/** Brings the selected block's first line into view when another block is selected, not on every keystroke. */
function useSelectedInView(
  root: { readonly current: HTMLElement | null },
  selected: string | null,
  preview: DocumentPreview,
): void {
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (shown.current === selected || preview.for !== selected) return;
    shown.current = selected;
    root.current?.querySelector('.is-marked')?.scrollIntoView({ block: 'nearest' });
  }, [root, selected, preview]);
}

function sizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} of 64 KB`;
}
