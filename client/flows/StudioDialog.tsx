import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ImportedFlow, StudioSource } from '../../shared/import/studio/import-many.ts';
import { importGroupOf, importGroups } from '../state/import-groups.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { NoteGroups } from '../ui/controls/NoteGroups.tsx';
import { studioCounts } from './counts-text.ts';
import { createFlows, type MadeFlows } from './create-flows.ts';

type Importer = typeof import('../../shared/import/studio/import-many.ts');

interface StudioDialogProps {
  /** Undefined while the dialog is closed; none to begin with an empty one. */
  readonly sources: readonly StudioSource[] | undefined;
  readonly onClose: () => void;
}

/** Turns flows of Twilio Studio into flows; says of every widget what becomes of it before anything is made. */
export function StudioDialog({ sources, onClose }: StudioDialogProps) {
  return (
    <Dialog title="Import from Studio" open={sources !== undefined} onClose={onClose} wide>
      {sources && <StudioForm key={sources.map(({ text }) => text).join()} sources={sources} onClose={onClose} />}
    </Dialog>
  );
}

function StudioForm({ sources, onClose }: { readonly sources: readonly StudioSource[]; readonly onClose: () => void }) {
  const id = useId();
  const [text, setText] = useState(sources[0]?.text ?? '');
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const made = useRef<MadeFlows>(new Map());
  const importer = useImporter(setTrouble);
  const many = sources.length > 1;
  const flows = useMemo(() => {
    const given = many ? sources : text.trim() === '' ? [] : [{ stem: sources[0]?.stem ?? 'imported', text }];
    return importer?.importStudioFlows(given) ?? [];
  }, [importer, many, sources, text]);
  const good = flows.filter(({ result }) => result.ok);
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      const flow = await createFlows(flows, made.current);
      uiStore.getState().showDrawer(needsSomebody(flows) ? 'import' : 'problems');
      onClose();
      goTo({ page: 'designer', flow });
    } catch (reason) {
      setTrouble(reason instanceof Error ? reason.message : String(reason));
      setBusy(false);
    }
  };
  return (
    <div className="import-form">
      {!many && (
        <>
          <label htmlFor={`${id}-json`}>Flow JSON</label>
          <textarea
            id={`${id}-json`}
            className="control mono import-text"
            rows={good.length > 0 ? 4 : 11}
            spellCheck={false}
            placeholder="Paste what Studio shows under Trigger, Show Flow JSON – or drop files here"
            value={text}
            aria-describedby={`${id}-report`}
            onChange={(event) => setText(event.target.value)}
          />
        </>
      )}
      <div id={`${id}-report`} className="studio-report" role="status">
        {flows.map((flow, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several flows of one document have nothing else that tells them apart
          <FlowReport key={index} flow={flow} titled={flows.length > 1} />
        ))}
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
        <button
          type="button"
          className="main-button"
          disabled={busy || good.length === 0}
          onClick={() => void create()}
        >
          {good.length > 1 ? `Create ${good.length} flows` : 'Create flow'}
        </button>
      </div>
    </div>
  );
}

function FlowReport({ flow, titled }: { readonly flow: ImportedFlow; readonly titled: boolean }) {
  const { result, source } = flow;
  if (!result.ok) {
    return (
      <>
        <p className="import-counts">{titled ? `${source.stem} cannot be imported.` : 'This cannot be imported.'}</p>
        <Problems problems={result.problems} />
      </>
    );
  }
  const { report } = result;
  return (
    <>
      <p className="import-counts">
        {titled && `${report.name}: `}
        {studioCounts(report)}
      </p>
      {report.problems.length > 0 && <Problems problems={report.problems} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the keyboard could not scroll the list */}
      <section className="studio-widgets" tabIndex={0} aria-label="What becomes of each widget">
        <NoteGroups groups={importGroups(report.states)} />
      </section>
    </>
  );
}

interface ProblemsProps {
  readonly problems: readonly { readonly path: string; readonly severity: string; readonly message: string }[];
}

function Problems({ problems }: ProblemsProps) {
  return (
    <ul className="import-problems" aria-label="What is wrong with the document">
      {problems.slice(0, SHOWN).map(({ path, severity, message }) => (
        <li key={`${path} ${message}`} className={`is-${severity}`}>
          <code>{path}</code>
          <span>{message}</span>
        </li>
      ))}
      {problems.length > SHOWN && <li>And {problems.length - SHOWN} more.</li>}
    </ul>
  );
}

const SHOWN = 40;

function needsSomebody(flows: readonly ImportedFlow[]): boolean {
  return flows.some(
    ({ result }) => result.ok && result.report.states.some((state) => importGroupOf(state) !== 'exact'),
  );
}

/** The importer, loaded when the dialog opens. */
function useImporter(fail: (message: string) => void): Importer | undefined {
  const [importer, setImporter] = useState<Importer>();
  useEffect(() => {
    import('../../shared/import/studio/import-many.ts').then(setImporter, () =>
      fail('The importer could not be loaded. Check the connection and open this window again.'),
    );
  }, [fail]);
  return importer;
}
