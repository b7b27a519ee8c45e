import type { AvailableNumbersView, NumberPrice } from '../../../shared/api/number-market.ts';
import type { LineView, NumberListView, NumberView, OperationView, PointsTo } from '../../../shared/api/numbers.ts';
import { inEnvironment, LIVE } from '../../../shared/flow/environments.ts';

/** A table of the account's numbers: what answers their calls and their messages. */
export function listText({ numbers, gone, remarks }: NumberListView): string {
  const rows = numbers.map((number) => [number.phoneNumber, lineWords(number.voice), lineWords(number.messaging)]);
  const lines = [
    ...(numbers.length === 0 ? ['The account has no numbers.'] : table([['NUMBER', 'CALLS', 'MESSAGES'], ...rows])),
    ...numbers.flatMap(driftLines),
    ...gone.map(({ phoneNumber, flow }) => `${phoneNumber} was pointed at ${flow}, and the account has it no more.`),
    ...remarks,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Numbers on sale. */
export function searchText({ numbers, price }: AvailableNumbersView): string {
  if (numbers.length === 0) return 'Twilio has no such numbers. Ask for another area code, part or kind.\n';
  const rows = numbers.map(({ phoneNumber, locality, region, capabilities, addressRequirements }) => {
    const can = Object.entries(capabilities).flatMap(([name, able]) => (able ? name : []));
    const address = addressRequirements === 'none' ? '' : `needs an address (${addressRequirements})`;
    return [phoneNumber, [locality, region].filter(Boolean).join(', '), can.join(' '), address];
  });
  const cost = price ? `Each costs ${priceWords(price)}.` : 'Twilio names no price, so none can be bought here.';
  return [...table(rows), cost].map((line) => `${line}\n`).join('');
}

/** What became of each number of an operation. */
export function operationText({ kind, flow, environment, numbers }: OperationView): string {
  const where = `${flow}${inEnvironment(environment ?? LIVE)}`;
  const lines = numbers.flatMap(({ phoneNumber, kept }) => [
    kind === 'publish' ? `${phoneNumber} leads to ${where} now.` : `${phoneNumber} is put back as it was.`,
    ...kept.map(({ property, found }) => `  ${property} was changed since and stays ${found || 'empty'}.`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

export function priceWords({ monthly, currency }: NumberPrice): string {
  return `${monthly} ${currency} a month`;
}

function lineWords({ possible, pointsTo }: LineView): string {
  return possible ? pointsWords(pointsTo) : 'not possible';
}

function pointsWords(to: PointsTo): string {
  switch (to.kind) {
    case 'flow':
      return flowWords(to);
    case 'studio':
      return `Studio flow ${to.flowSid}`;
    case 'demo':
      return "Twilio's demonstration";
    case 'url':
      return to.url;
    case 'none':
      return 'nothing';
    case 'trunk':
      return `SIP trunk ${to.sid}`;
    case 'application':
      return `TwiML app ${to.name ?? to.sid}${to.to ? `: ${pointsWords(to.to)}` : ''}`;
    case 'service':
      return `Messaging Service ${to.name}: ${pointsWords(to.to)}`;
  }
}

function flowWords({ flow, environment, version }: Extract<PointsTo, { kind: 'flow' }>): string {
  return `flow ${flow}${inEnvironment(environment)}${version === null ? `, ${environment === LIVE ? 'not published' : 'not running'}` : `, version ${version}`}`;
}

function driftLines({ phoneNumber, voice, messaging }: NumberView): string[] {
  return [voice, messaging].flatMap(({ assigned }) => {
    const drift = assigned?.drift ?? [];
    const moved = assigned?.outdated
      ? [`${phoneNumber} still asks the former address of this server. Publish again.`]
      : [];
    return [
      ...drift.map(
        ({ property, set, found }) =>
          `${phoneNumber}: ${property} was changed from ${set || 'nothing'} to ${found || 'nothing'}.`,
      ),
      ...moved,
    ];
  });
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
