import type { TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { type ConnectEnd, type ConnectOutcome, outcomeOf, sessionOver } from './session.ts';

/** A Dialogflow agent. https://www.twilio.com/docs/voice/twiml/connect/virtualagent/virtualagent-dialogflow-cx */
export function* virtualAgent(run: VerbRun, noun: TwimlElement): Task<ConnectEnd> {
  const { leg, document } = run;
  const attributes = new Attributes(noun, 'Connect', leg, document);
  if (!attributes.raw('connectorName')?.trim()) return failed(run, { code: '32602', error: 'Invalid Connector' });
  const outcome = outcomeOf(run, noun);
  yield* sessionOver(run, outcome);
  if (outcome.status === 'failed' || outcome.error !== undefined) return failed(run, outcome);
  const parameters: Record<string, string> = { ...PROVIDER, VirtualAgentStatus: outcome.status ?? 'completed' };
  if (outcome.data !== undefined) parameters.VirtualAgentProviderData = outcome.data;
  return { parameters };
}

const PROVIDER = { VirtualAgentProvider: 'DialogflowCX' } as const;

function failed({ leg }: VerbRun, { code = '32600', error = 'Configuration Error', data }: ConnectOutcome): ConnectEnd {
  leg.emit({ kind: 'warning', code: Number(code), message: `VirtualAgent: ${error}` });
  const parameters: Record<string, string> = {
    ...PROVIDER,
    VirtualAgentStatus: 'failed',
    VirtualAgentError: error,
    VirtualAgentErrorCode: code,
  };
  if (data !== undefined) parameters.VirtualAgentProviderData = data;
  if (code === '32601') parameters.VirtualAgentProviderError = error;
  return { parameters };
}
