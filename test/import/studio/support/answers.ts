import type { CallStep } from '../../../../shared/flow/call-test.ts';
import type { FlowDocument, Json } from '../../../../shared/flow/types.ts';

/** One way a call can go on: what Twilio tells the flow, and what the phone does so that Twilio tells it. */
export interface Answer {
  readonly parameters: Readonly<Record<string, string>>;
  readonly steps: readonly CallStep[];
}

/** What another server answers. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

interface Branch {
  readonly variable: string;
  readonly operator: string;
  readonly value: string;
}

/** Values that make the conditions of a flow hold, and fail. */
export function valuesOf(flow: FlowDocument): readonly string[] {
  const values = branchesOf(flow).flatMap(({ operator, value }) => {
    const items = operator.endsWith('any_of') ? value.split(',').map((item) => item.trim()) : [value];
    if (operator === 'regex') return ['1', '123456', '0', 'yes'];
    return items.flatMap((item) => [
      item,
      `${item}0`,
      ...(item !== '' && Number.isFinite(Number(item)) ? [String(Number(item) + 1), String(Number(item) - 1)] : []),
    ]);
  });
  return [...new Set([...values, ...WHEN, '1', '12', '123456', 'something else'])].filter((value) => value !== '');
}

/** Before and after whatever a condition asks for. */
const WHEN = ['00:05', '23:55', '1999-01-01', '2099-01-01'];

function branchesOf(flow: FlowDocument): readonly Branch[] {
  return Object.values(flow.blocks).flatMap(({ type, props }) =>
    type === 'condition' ? ((props.branches ?? []) as unknown as readonly Branch[]) : [],
  );
}

/** What a caller can answer a block that waits. */
export function answersOf(flow: FlowDocument, id: string): readonly Answer[] {
  const block = flow.blocks[id];
  if (block === undefined) return [];
  switch (block.type) {
    case 'gather':
      return [SILENCE, ...gathered(block.props, valuesOf(flow))];
    case 'dial':
      return [dialled('completed', 'answer'), dialled('no-answer', 'no-answer'), dialled('busy', 'busy')];
    case 'record':
      return [RECORDED];
    case 'pay':
      return [{ parameters: { Result: 'success' }, steps: [] }];
    default:
      return [];
  }
}

/** Keys of every length that a flow may ask for. */
const LENGTHS = ['1', '12', '123', '1234', '12345', '123456', '1234567', '12345678'];

const SILENCE: Answer = { parameters: {}, steps: [{ silence: true }] };
const RECORDED: Answer = {
  parameters: { RecordingUrl: 'https://example.com/recording' },
  steps: [{ say: 'Please call me back' }],
};

function dialled(status: string, does: 'answer' | 'no-answer' | 'busy'): Answer {
  return { parameters: { DialCallStatus: status }, steps: [{ dialled: does, talks: 5 }] };
}

function gathered(props: Readonly<Record<string, Json>>, values: readonly string[]): readonly Answer[] {
  const input = Array.isArray(props.input) && props.input.length > 0 ? props.input : ['dtmf'];
  const most = Number(props.numDigits ?? 30);
  const finish = props.finishOnKey === undefined ? '#' : String(props.finishOnKey);
  const keys = [...values, ...LENGTHS].filter((value) => /^[0-9*]+$/.test(value) && value.length <= most);
  return [
    ...(input.includes('dtmf') ? keys.map((Digits) => pressed(Digits, finish, most)) : []),
    ...(input.includes('speech')
      ? values.map(
          (SpeechResult): Answer => ({
            parameters: { SpeechResult, Confidence: '0.9' },
            steps: [{ say: SpeechResult }],
          }),
        )
      : []),
  ];
}

/** Fewer keys than asked for are ended by the key for it, if there is one, else by waiting. */
function pressed(Digits: string, finish: string, most: number): Answer {
  const isWhole = Digits.length === most;
  const keys = isWhole || finish === 'none' ? Digits : `${Digits}${finish}`;
  return { parameters: { Digits }, steps: [{ press: keys }, ...(isWhole || finish !== 'none' ? [] : [{ wait: 10 }])] };
}

/** What a server can answer to a block's request, made for what the flow reads of it. */
export function repliesOf(flow: FlowDocument, id: string): readonly Reply[] {
  const text = JSON.stringify(flow.blocks);
  const read = [...text.matchAll(new RegExp(`blocks\\.${id}\\.json((?:\\.\\w+)*)`, 'g'))].map(([, path = '']) =>
    path.split('.').filter(Boolean),
  );
  const values = valuesOf(flow);
  const known: readonly Json[] = [...values, true, false, ''];
  const bodies = known.map((value) => JSON.stringify(read.reduce<Json>((made, path) => put(made, path, value), {})));
  const each = read.flatMap((path) =>
    known.map((value) =>
      JSON.stringify(
        put(
          read.reduce<Json>((made, other) => put(made, other, 'x'), {}),
          path,
          value,
        ),
      ),
    ),
  );
  const plain = text.includes(`blocks.${id}.body`) ? values : [];
  const all = [...new Set([...bodies, ...each, ...plain, '{}'])];
  return [...all.map((body) => ({ status: 200, body })), { status: 500, body: 'down' }];
}

function put(into: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  const record = (typeof into === 'object' && into !== null ? into : {}) as Readonly<Record<string, Json>>;
  return { ...record, [name]: put(record[name] ?? {}, rest, value) };
}
