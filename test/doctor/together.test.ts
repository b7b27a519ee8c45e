import { describe, expect, it } from 'vitest';
import type { DoctorDeps } from '../../server/doctor/deps.ts';
import { createDoctor } from '../../server/doctor/doctor.ts';
import { checkFlows } from '../../server/doctor/flows.ts';
import { ACCOUNT } from '../twilio-api/makers.ts';

describe('checks that are under way', () => {
  it('answer nobody who asks after the credentials were changed', async () => {
    let authToken = 'a'.repeat(32);
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const asked = new Set<string | null>();
    const credentials = () =>
      ({ source: 'settings', accountSid: ACCOUNT, authToken, apiKeySid: null, apiKeySecret: null }) as const;
    const deps = {
      settings: { credentials, publicUrl: () => ({ url: null, source: null }) },
      client: async ({ authToken: token }) => {
        asked.add(token);
        await gate;
        throw new Error('Nobody is asked.');
      },
      now: () => 0,
    } satisfies Partial<DoctorDeps>;
    const doctor = createDoctor(deps as unknown as DoctorDeps, { error: () => {} });
    const first = doctor.check(['account']);
    authToken = 'b'.repeat(32);
    const second = doctor.check(['account']);
    goOn();
    await Promise.all([first, second]);
    expect([...asked]).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  });

  it('let callers in between one flow and the next', async () => {
    const summaries = [1, 2, 3].map((at) => ({ id: `flow-${at}`, name: `Flow ${at}`, live: 1 }));
    const happened: string[] = [];
    const list = async () => {
      const call = () => {
        happened.push('call');
        if (happened.length < 6) setImmediate(call);
      };
      setImmediate(call);
      return summaries;
    };
    const runs = async () => summaries.map(({ id }) => ({ flow: id, environment: 'live', version: 1 }));
    const read = (id: string) => {
      happened.push(id);
      throw new Error('It cannot be read.');
    };
    const known: Readonly<Record<string, unknown>> = { list, runs };
    const flows = new Proxy(known, { get: (own, name: string) => own[name] ?? read });
    const environments = { all: async () => ({ environments: [], bindings: [], values: [] }) };
    const notes = await checkFlows({ store: { flows, environments } } as unknown as DoctorDeps);
    expect(notes).toHaveLength(3);
    expect(happened).toEqual(['call', 'flow-1', 'call', 'flow-2', 'call', 'flow-3']);
  });
});
