import { WEEKDAYS } from '../../shared/time/dates.ts';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { type RunForm, usualHours } from './run-form.ts';

interface RunSettingsProps {
  readonly form: RunForm;
  readonly set: (part: Partial<RunForm>) => void;
}

/** How fast, when, and whether machines are told apart. */
export function RunSettings({ form, set }: RunSettingsProps) {
  return (
    <>
      <div className="outgoing-pair">
        <Labelled label="Calls at a time" hint="As many as can be answered if all connect">
          {(attributes) => (
            <input
              {...attributes}
              className="control"
              inputMode="numeric"
              pattern="[1-9]\d{0,2}"
              required
              value={form.concurrency}
              onChange={(event) => set({ concurrency: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled label="New calls a second" hint="At most what the account may, see Limits">
          {(attributes) => (
            <input
              {...attributes}
              className="control"
              inputMode="decimal"
              pattern="\d*[.,]?\d+"
              required
              value={form.callsPerSecond}
              onChange={(event) => set({ callsPerSecond: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      <Labelled
        label={
          <>
            Answering machines <code>MachineDetection</code>
          </>
        }
        hint={
          <>
            The flow sees <code>{'{{ call.AnsweredBy }}'}</code>. People wait a moment before they hear anything; Twilio
            charges for it.
          </>
        }
      >
        {(attributes) => (
          <select
            {...attributes}
            className="control"
            value={form.machines}
            onChange={(event) => set({ machines: event.target.value as RunForm['machines'] })}
          >
            <option value="">Are not told apart</option>
            <option value="Enable">Are told apart as soon as possible</option>
            <option value="DetectMessageEnd">Are told apart; the flow speaks after their greeting</option>
          </select>
        )}
      </Labelled>
      <Hours form={form} set={set} />
    </>
  );
}

function Hours({ form: { hours }, set }: RunSettingsProps) {
  const days = hours?.days ?? WEEKDAYS;
  return (
    <fieldset className="outgoing-choice">
      <legend>When</legend>
      <label>
        <input type="radio" name="hours" checked={hours === null} onChange={() => set({ hours: null })} />
        At any time
      </label>
      <label>
        <input type="radio" name="hours" checked={hours !== null} onChange={() => set({ hours: usualHours() })} />
        Only at some hours; outside them the list waits
      </label>
      {hours && (
        <div className="outgoing-hours">
          <input
            className="control"
            type="time"
            aria-label="From"
            required
            value={hours.from}
            onChange={(event) => event.target.value && set({ hours: { ...hours, from: event.target.value } })}
          />
          <span>to</span>
          <input
            className="control"
            type="time"
            aria-label="To"
            required
            value={hours.to}
            onChange={(event) => event.target.value && set({ hours: { ...hours, to: event.target.value } })}
          />
          <select
            className="control"
            aria-label="Time zone"
            value={hours.timezone}
            onChange={(event) => set({ hours: { ...hours, timezone: event.target.value } })}
          >
            {[...new Set([hours.timezone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
          <div className="outgoing-days">
            {WEEKDAYS.map((day) => (
              <label key={day}>
                <input
                  type="checkbox"
                  checked={days.includes(day)}
                  // One day has to be left.
                  disabled={days.length === 1 && days.includes(day)}
                  onChange={(event) => {
                    const next = WEEKDAYS.filter((one) => (one === day ? event.target.checked : days.includes(one)));
                    set({ hours: { ...hours, days: next } });
                  }}
                />
                {day[0]?.toUpperCase()}
                {day.slice(1)}
              </label>
            ))}
          </div>
        </div>
      )}
    </fieldset>
  );
}
