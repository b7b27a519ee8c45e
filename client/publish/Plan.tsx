import { useEffect, useState } from 'react';
import type { VersionSummaryView } from '../../shared/api/flows.ts';
import type { NumberChoice } from '../../shared/api/numbers.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';
import { flowsApi } from '../api/flows.ts';
import { channelsOf } from '../state/entries.ts';
import { useEnvironments } from '../state/environments.ts';
import { useDocument, useFlow, useProblems, useSaving } from '../state/hooks.ts';
import { useNumbers } from '../state/numbers.ts';
import { useSetup } from '../state/setup.ts';
import { useLoad } from '../state/use-load.ts';
import { AddressStep } from './AddressStep.tsx';
import { Blocked } from './Blocked.tsx';
import { ByHand, Unreachable } from './ByHand.tsx';
import { CallsStep } from './CallsStep.tsx';
import { EnvironmentStep } from './EnvironmentStep.tsx';
import { missingIn } from './missing.ts';
import { type Chosen, NumberPicker } from './NumberPicker.tsx';
import { usePins } from './pins.ts';
import { buttonWords, changesOf } from './plan-words.ts';
import { type Published, publish } from './publish.ts';
import { VersionStep } from './VersionStep.tsx';

interface PlanProps {
  /** Where it was published just now; otherwise what was tried is what is published. */
  readonly where?: string | undefined;
  /** Numbers that were chosen before and could not be published to. */
  readonly again: readonly NumberChoice[];
  readonly onPublished: (published: Published) => void;
}

/** What publishing will change, chosen and told before the one button is pressed. */
export function Plan({ where, again, onPublished }: PlanProps) {
  const flow = useDocument((state) => state.flowId);
  const document = useDocument((state) => state.document);
  const revision = useDocument((state) => state.revision);
  const problems = useProblems((state) => state.problems);
  const { live, liveRevision } = useFlow((state) => state);
  const { phase } = useSaving();
  const { setup } = useSetup();
  // Without an account it would be refused.
  const { list } = useNumbers(setup?.twilio.configured === true);
  const { next, runs } = useVersions(flow, live);
  const { view, tried } = useEnvironments();
  // What was tried is what is published, unless somebody says otherwise.
  const [environment, setEnvironment] = useState(where ?? tried);
  const pins = usePins(flow, document, environment);
  const [note, setNote] = useState('');
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(again.map(({ sid, voice, messaging }) => [sid, { voice, messaging }])),
  );
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  // What a refusal said may no longer hold once the flow changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setFailure(null), [revision, problems, environment]);

  if (flow === null) return null;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const elsewhere = environment !== LIVE;
  const missing = missingIn(document, view, environment);
  const running = elsewhere ? runs(environment) : live === null ? null : { version: live, revision: liveRevision };
  const same = running !== null && running.revision === revision && phase === 'saved';
  // Publishing the same draft again takes over what was published of the flows it runs.
  const overtaken = same && pins.list.some(({ before }) => before !== undefined);
  const unchanged = same && !overtaken;
  const draft = errors.length === 0 && !unchanged;
  const version = draft ? next : (running?.version ?? null);
  const known = list?.numbers ?? [];
  const choices: readonly NumberChoice[] = Object.entries(chosen).map(([sid, channels]) => ({ sid, ...channels }));
  const changes = changesOf({ name: `${document.name}${inEnvironment(environment)}`, version, choices, known });
  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      onPublished(
        await publish({ flow, environment, draft: draft ? { note: note.trim() } : null, chosen: choices, known }),
      );
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form
      className="publish-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div className="publish-body">
        {errors.length > 0 ? (
          <Blocked errors={errors} />
        ) : (
          <VersionStep
            next={next}
            running={running?.version ?? null}
            unchanged={unchanged}
            overtaken={overtaken}
            environment={environment}
            note={note}
            onNote={setNote}
          />
        )}
        {errors.length === 0 && (
          <>
            <EnvironmentStep environment={environment} onChoose={setEnvironment} missing={missing} />
            <CallsStep pins={pins} />
          </>
        )}
        <NumbersStep
          flow={flow}
          environment={environment}
          chosen={chosen}
          onChoose={setChosen}
          closed={(errors.length > 0 || missing.length > 0) && running === null}
        />
        {elsewhere && setup?.twilio.configured && <AddressStep flow={flow} environment={environment} />}
      </div>
      <footer className="publish-foot">
        {changes.length > 0 && (
          <section className="publish-changes" aria-label="What changes">
            <ul className="changes">
              {changes.map(({ key, subject, now, then }) => (
                <li key={key}>
                  <strong>{subject}</strong> {now} <span aria-hidden="true">→</span>{' '}
                  <span className="visually-hidden">and then</span> {then}
                </li>
              ))}
            </ul>
          </section>
        )}
        {failure && (
          <p className="publish-line is-error" role="alert">
            {failure}
          </p>
        )}
        <button
          type="submit"
          className="main-button"
          disabled={busy || (draft && missing.length > 0) || (!draft && choices.length === 0)}
        >
          {busy ? 'Publishing' : buttonWords(draft, version, choices.length, elsewhere ? environment : undefined)}
        </button>
      </footer>
    </form>
  );
}

interface NumbersStepProps {
  readonly flow: string;
  readonly environment: string;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  /** Nothing can be published, so nothing can be chosen. */
  readonly closed: boolean;
}

/** The numbers, or what is missing on the way to them. */
function NumbersStep({ flow, environment, chosen, onChoose, closed }: NumbersStepProps) {
  const { setup, error } = useSetup();
  const channels = useDocument((state) => channelsOf(state.document).join(' '));
  // Without an auth token every webhook is refused: a number set then would answer nobody.
  const unreachable = setup !== null && !setup.webhooks.ready;
  return (
    <section className="publish-step" aria-labelledby="publish-numbers-title">
      <h3 id="publish-numbers-title">Numbers</h3>
      {error && <p className="publish-line is-error">{error}</p>}
      {!setup && !error && <p className="publish-line">Looking at what this server can do</p>}
      {unreachable && <Unreachable missing={setup.webhooks.missing} />}
      {setup && !setup.twilio.configured && (
        <ByHand flow={flow} environment={environment} base={setup.publicBaseUrl} settings={!unreachable} />
      )}
      {setup?.twilio.configured &&
        !unreachable &&
        (closed ? (
          <p className="publish-line">Once the flow can be published, its numbers are chosen here.</p>
        ) : (
          <NumberPicker
            flow={flow}
            environment={environment}
            channels={channels.split(' ').filter((one) => one === 'voice' || one === 'messaging')}
            chosen={chosen}
            onChoose={onChoose}
          />
        ))}
    </section>
  );
}

interface Versions {
  /** Number of the version that comes next; null while it is not known. After going back, it is more than the live one's next. */
  readonly next: number | null;
  /** What new calls get in an environment, and the draft it was made of. */
  runs(environment: string): Pick<VersionSummaryView, 'version' | 'revision'> | null;
}

function useVersions(flow: string | null, live: number | null): Versions {
  const { data } = useLoad(flow === null ? null : `${flow} ${live}`, () => flowsApi.versions(flow ?? ''));
  const numbers = data?.versions.map(({ version }) => version);
  return {
    next: numbers ? 1 + Math.max(0, ...numbers) : null,
    runs: (environment) => data?.versions.find(({ version }) => version === data.environments[environment]) ?? null,
  };
}
