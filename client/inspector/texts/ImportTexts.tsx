import { FileUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { TEXT_FILE_LIMIT, type TextFileProblem } from '../../../shared/languages/files/entry.ts';
import { importTexts, type TextChange, type TextsImport } from '../../../shared/languages/files/import-texts.ts';
import { readTexts, textFormat } from '../../../shared/languages/files/read-texts.ts';
import { documentStore } from '../../state/document.ts';
import { useDocument } from '../../state/hooks.ts';
import { Dialog } from '../../ui/controls/Dialog.tsx';
import { TextFileDrop } from '../../ui/controls/TextFileDrop.tsx';

interface ReadFile {
  readonly name: string;
  readonly text: string;
}

/** Takes translations from a file over; says what becomes of every text before anything changes. */
export function ImportTexts({ onClose }: { readonly onClose: () => void }) {
  const document = useDocument((state) => state.document);
  const [file, setFile] = useState<ReadFile | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const result = useMemo(() => (file ? resultOf(file, document) : undefined), [file, document]);
  return (
    <Dialog title="Import translations" open onClose={onClose} wide>
      <div className="texts-import">
        <TextFileDrop
          className="texts-drop"
          label="File of translations"
          accept=".csv,.po,.pot,text/csv,text/plain"
          most={TEXT_FILE_LIMIT}
          onText={(text, name) => setFile({ name, text })}
          onTrouble={setTrouble}
          choose={file ? 'Another file' : 'Choose a file'}
        >
          {(button) => (
            <>
              <FileUp size={18} aria-hidden="true" />
              <span className="texts-file">
                {file ? file.name : 'Drop a CSV or PO here that was exported from this flow'}
              </span>
              {button}
            </>
          )}
        </TextFileDrop>
        {trouble && (
          <p className="field-note is-error" role="alert">
            {trouble}
          </p>
        )}
        {result && <Preview result={result} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function resultOf({ name, text }: ReadFile, document: FlowDocument): TextsImport {
  const format = textFormat(name) ?? (/^\s*(?:#|msgid|msgctxt)/.test(text) ? 'po' : 'csv');
  const { entries, problems } = readTexts(format, text, document);
  const result = importTexts(document, entries, blockTypes);
  return { ...result, problems: [...problems, ...result.problems] };
}

/** Lines of a list that are shown; more than that nobody reads here. */
const SHOWN = 200;

function Preview({ result, onClose }: { readonly result: TextsImport; readonly onClose: () => void }) {
  const { flow, changes, problems, kept } = result;
  const apply = (): void => {
    documentStore.getState().restore(flow);
    onClose();
  };
  return (
    <>
      <div className="texts-result" role="status">
        {problems.length > 0 && <Problems problems={problems} />}
        {changes.length === 0 && problems.length === 0 && (
          <p className="field-note">Nothing to import: the flow has all these texts already.</p>
        )}
        {changes.length > 0 && <Changes changes={changes} />}
        {kept > 0 && (
          <p className="field-note">
            {kept === 1 ? '1 translation is' : `${kept} translations are`} empty in the file and{' '}
            {kept === 1 ? 'stays' : 'stay'} as in the flow.
          </p>
        )}
      </div>
      <div className="texts-actions">
        <button type="button" className="plain-button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="main-button" disabled={changes.length === 0} onClick={apply}>
          {importWords(changes.length, problems.length)}
        </button>
      </div>
    </>
  );
}

function importWords(changes: number, problems: number): string {
  if (changes === 0) return 'Import';
  if (problems > 0) return changes === 1 ? 'Import the other text' : `Import the other ${changes} texts`;
  return changes === 1 ? 'Import 1 text' : `Import ${changes} texts`;
}

function Problems({ problems }: { readonly problems: readonly TextFileProblem[] }) {
  return (
    <section aria-label="Not imported">
      <h3>
        Not imported <span>{problems.length}</span>
      </h3>
      <ul className="texts-problems">
        {problems.slice(0, SHOWN).map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            {line !== undefined && <code>{`line ${line}`}</code>} {message}
          </li>
        ))}
      </ul>
      <More count={problems.length} />
    </section>
  );
}

function Changes({ changes }: { readonly changes: readonly TextChange[] }) {
  return (
    <section aria-label="Changes">
      <h3>
        Changes <span>{changes.length}</span>
      </h3>
      <ul className="texts-changes">
        {changes.slice(0, SHOWN).map(({ key, language, before, after, outdated }) => (
          <li key={`${language} ${key}`}>
            <code>
              {language} {key}
            </code>
            {before !== undefined && before !== after && <del>{before}</del>}
            <span lang={language}>{after}</span>
            {outdated && <small>Out of date: the original is another one now, or the file says so.</small>}
            {before === after && !outdated && <small>Fits the original again.</small>}
          </li>
        ))}
      </ul>
      <More count={changes.length} />
    </section>
  );
}

function More({ count }: { readonly count: number }) {
  return count > SHOWN ? <p className="field-note">And {count - SHOWN} more.</p> : null;
}
