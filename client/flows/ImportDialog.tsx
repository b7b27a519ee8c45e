import { useEffect, useId, useMemo, useState } from 'react';
import type { ImportProblem, ImportReport } from '../../shared/import/report.ts';
import { flowsApi } from '../api/flows.ts';
import { goTo } from '../state/route.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { countsText } from './counts-text.ts';

type Importer = typeof import('../../shared/import/import-twiml.ts');

/** A document to begin with, and what to call the flow. */
export interface ImportSource {
  readonly xml: string;
  readonly name: string;
}

interface ImportDialogProps {
  /** Undefined while the dialog is closed. */
  readonly source: ImportSource | undefined;
  readonly onClose: () => void;
}

/** Turns a TwiML document into a flow; says what becomes of every element before anything is made. */
export function ImportDialog({ source, onClose }: ImportDialogProps) {
  return (
    <Dialog title="Import TwiML" open={source !== undefined} onClose={onClose} wide>
      {source && <ImportForm key={source.xml} source={source} onClose={onClose} />}
    </Dialog>
  );
}

function ImportForm({ source, onClose }: { readonly source: ImportSource; readonly onClose: () => void }) {
  const id = useId();
  const [xml, setXml] = useState(source.xml);
  const [name, setName] = useState(source.name);
  const [base, setBase] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const importer = useImporter(setTrouble);
  const result = useMemo(
    () => (xml.trim() === '' ? undefined : importer?.importTwiml(xml, { name, ...baseOption(base) })),
    [importer, xml, name, base],
  );
  const hasRelative = result?.ok === true && result.report.problems.some(({ code }) => RELATIVE.includes(code));
  const create = async (): Promise<void> => {
    if (!result?.ok) return;
    setBusy(true);
    try {
      const flow = await flowsApi.create({ document: result.flow });
      onClose();
      goTo({ page: 'designer', flow: flow.id });
    } catch (reason) {
      setTrouble(reason instanceof Error ? reason.message : String(reason));
      setBusy(false);
    }
  };
  return (
    <div className="import-form">
      <label htmlFor={`${id}-xml`}>TwiML document</label>
      <textarea
        id={`${id}-xml`}
        className="control mono import-text"
        rows={11}
        spellCheck={false}
        placeholder="Paste what your webhook answers, or a TwiML Bin"
        value={xml}
        aria-describedby={`${id}-report`}
        onChange={(event) => setXml(event.target.value)}
      />
      <label htmlFor={`${id}-name`}>Name of the flow</label>
      <input
        id={`${id}-name`}
        className="control"
        value={name}
        maxLength={120}
        placeholder="Imported TwiML"
        onChange={(event) => setName(event.target.value)}
      />
      {hasRelative && (
        <>
          <label htmlFor={`${id}-base`}>Address the document lives at</label>
          <input
            id={`${id}-base`}
            className="control"
            type="url"
            value={base}
            placeholder="Optional, e.g. https://example.com/answer.xml"
            aria-describedby={`${id}-report`}
            onChange={(event) => setBase(event.target.value)}
          />
        </>
      )}
      <div id={`${id}-report`} className="import-report" role="status">
        {result && (
          <Outcome
            problems={result.ok ? result.report.problems : result.problems}
            report={result.ok ? result.report : undefined}
          />
        )}
      </div>
      {trouble && (
        <p className="flows-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="import-actions">
        <button type="button" className="plain-button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" className="main-button" disabled={busy || !result?.ok} onClick={() => void create()}>
          Create flow
        </button>
      </div>
    </div>
  );
}

/** What the report says of relative addresses, without the document's own address and with it. */
const RELATIVE = ['relative-url', 'url-made-absolute'];

/** The address typed so far, once it is one. */
function baseOption(text: string): { readonly base?: string } {
  const base = text.trim();
  return /^https?:\/\/[^/]/i.test(base) ? { base } : {};
}

interface OutcomeProps {
  readonly problems: readonly ImportProblem[];
  /** Absent where nothing can be imported. */
  readonly report: ImportReport | undefined;
}

function Outcome({ problems, report }: OutcomeProps) {
  return (
    <>
      <p className="import-counts">{report ? countsText(report) : 'This cannot be imported.'}</p>
      {problems.length > 0 && (
        <ul className="import-problems" aria-label="Line by line">
          {problems.slice(0, SHOWN).map((problem) => (
            <li
              key={`${problem.line}:${problem.column}:${problem.code}:${problem.path}`}
              className={`is-${problem.severity}`}
            >
              <code>
                {problem.line}:{problem.column}
              </code>
              <span>{problem.message}</span>
            </li>
          ))}
          {problems.length > SHOWN && <li>And {problems.length - SHOWN} more.</li>}
        </ul>
      )}
    </>
  );
}

const SHOWN = 40;

/** The importer, loaded when the dialog opens. */
function useImporter(fail: (message: string) => void): Importer | undefined {
  const [importer, setImporter] = useState<Importer>();
  useEffect(() => {
    import('../../shared/import/import-twiml.ts').then(setImporter, () =>
      fail('The importer could not be loaded. Check the connection and open this window again.'),
    );
  }, [fail]);
  return importer;
}
