import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  flowListSchema,
  flowProblemsSchema,
  flowSchema,
  savedDraftSchema,
  staleDraftSchema,
  unpublishableSchema,
  versionListSchema,
  versionSchema,
} from '../../shared/api/flows.ts';
import { templates } from '../../shared/templates/index.ts';
import { sampleFlow } from './support/flows.ts';
import { type ApiServer, startApi } from './support/server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function newFlow(name: string) {
  const answer = await api.ask('POST', '/flows', { body: { document: sampleFlow(name) } });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; revision: number };
}

describe('flows', () => {
  it('makes a flow from a document, a template or nothing, under an id made of its name', async () => {
    const first = await api.ask('POST', '/flows', { body: { document: sampleFlow('Café – main line') } });
    expect(first.status).toBe(201);
    expect(flowSchema.parse(first.body)).toMatchObject({ id: 'cafe-main-line', revision: 1, live: null });
    expect(first.headers.get('etag')).toBe('"r1"');
    const second = await api.ask('POST', '/flows', { body: { document: sampleFlow('Cafe main line') } });
    expect(second.body.id).toBe('cafe-main-line-2');
    const fromTemplate = await api.ask('POST', '/flows', { body: { template: templates[0]!.id, name: 'Reception' } });
    expect(fromTemplate.body).toMatchObject({ id: 'reception', document: { blocks: sampleFlow().blocks } });
    const empty = await api.ask('POST', '/flows', { body: {} });
    expect(Object.keys(empty.body.document.blocks)).toEqual(['start']);
    // What is new keeps the types of its variables; a document stays as it is.
    const before = await api.ask('POST', '/flows', { body: { document: { ...sampleFlow('Before'), settings: {} } } });
    const typed = [fromTemplate, empty, before].map(({ body }) => body.document.settings.typedVariables);
    expect(typed).toEqual([true, true, undefined]);
    const { flows } = flowListSchema.parse((await api.ask('GET', '/flows')).body);
    expect(flows.map((flow) => flow.id)).toEqual(
      expect.arrayContaining(['cafe-main-line', 'cafe-main-line-2', 'reception', 'new-flow']),
    );
  });

  it('names the templates there are when one does not exist', async () => {
    const answer = await api.ask('POST', '/flows', { body: { template: 'smal-office' } });
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain(templates[0]!.id);
  });

  it('refuses members it does not know', async () => {
    const answer = await api.ask('POST', '/flows', { body: { name: 'X', live: 7 } });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('live');
  });

  it('says that the disk is full, and saves again once there is room', async () => {
    const { id, revision } = await newFlow('Full');
    const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    const save = vi.spyOn(api.store.flows, 'saveDraft').mockRejectedValueOnce(full);
    const ask = () => api.ask('PUT', `/flows/${id}/draft`, { body: sampleFlow('Full'), revision });
    const answer = await ask();
    expect([answer.status, answer.body.error.code]).toEqual([507, 'disk-full']);
    expect((await ask()).status).toBe(200);
    save.mockRestore();
  });

  it('deletes a flow', async () => {
    const { id } = await newFlow('Short lived');
    expect((await api.ask('DELETE', `/flows/${id}`)).status).toBe(204);
    expect((await api.ask('GET', `/flows/${id}`)).status).toBe(404);
    expect(api.wentLive).toContain(id);
  });
});

describe('drafts', () => {
  it('lets the second of two writers know what the first one changed, and overwrites nothing', async () => {
    const { id, revision } = await newFlow('Two writers');
    const [mine, theirs] = [sampleFlow('Two writers'), sampleFlow('Two writers')];
    const [block] = Object.keys(theirs.blocks).filter((key) => theirs.blocks[key]?.type !== 'start');
    theirs.blocks[block!]!.name = 'Renamed by them';
    mine.name = 'Renamed by me';

    const first = await api.ask('PUT', `/flows/${id}/draft`, { body: theirs, revision });
    expect(first.status).toBe(200);
    expect(savedDraftSchema.parse(first.body).revision).toBe(revision + 1);
    expect(first.headers.get('etag')).toBe(`"r${revision + 1}"`);

    const second = await api.ask('PUT', `/flows/${id}/draft`, { body: mine, revision });
    expect(second.status).toBe(412);
    const stale = staleDraftSchema.parse(second.body);
    expect(stale.current.revision).toBe(revision + 1);
    expect(stale.current.document.blocks[block!]?.name).toBe('Renamed by them');
    expect(stale.changes.map((change) => change.path)).toEqual(['$.name', `$.blocks.${block}.name`]);

    const stored = await api.ask('GET', `/flows/${id}`);
    expect(stored.body).toMatchObject({ name: 'Two writers', revision: revision + 1 });
    const third = await api.ask('PUT', `/flows/${id}/draft`, { body: mine, revision: revision + 1 });
    expect(third.status).toBe(200);
    expect((await api.ask('GET', `/flows/${id}`)).body.name).toBe('Renamed by me');
  });

  it('saves exactly one of many writers at once', async () => {
    const { id, revision } = await newFlow('Crowd');
    const saves = Array.from({ length: 20 }, (_, at) =>
      api.ask('PUT', `/flows/${id}/draft`, { body: sampleFlow(`Crowd ${at}`), revision }),
    );
    const statuses = (await Promise.all(saves)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(19);
  });

  it('asks for the revision', async () => {
    const { id } = await newFlow('No revision');
    expect((await api.ask('PUT', `/flows/${id}/draft`, { body: sampleFlow() })).status).toBe(428);
    const wild = await api.ask('PUT', `/flows/${id}/draft`, { body: sampleFlow(), headers: { 'if-match': '*' } });
    expect(wild.status).toBe(400);
    expect((await api.ask('PUT', '/flows/nowhere/draft', { body: sampleFlow(), revision: 1 })).status).toBe(404);
  });

  it('gives back the very document that was saved', async () => {
    const { id, revision } = await newFlow('Round trip');
    const document = sampleFlow('Round trip 2');
    await api.ask('PUT', `/flows/${id}/draft`, { body: document, revision });
    expect((await api.ask('GET', `/flows/${id}`)).body.document).toEqual(document);
  });
});

describe('versions', () => {
  it('publishes an immutable version, lists it, and rolls back to it', async () => {
    const { id } = await newFlow('Published');
    const first = await api.ask('POST', `/flows/${id}/publish`, { body: { note: 'Opening' }, revision: 1 });
    expect(first.status).toBe(201);
    expect(versionSchema.parse(first.body)).toMatchObject({ flow: id, version: 1, note: 'Opening', revision: 1 });
    expect(api.wentLive.at(-1)).toBe(id);

    await api.ask('PUT', `/flows/${id}/draft`, { body: sampleFlow('Published again'), revision: 1 });
    expect((await api.ask('GET', `/flows/${id}`)).body).toMatchObject({ live: 1, liveRevision: 1, revision: 2 });
    expect((await api.ask('POST', `/flows/${id}/publish`, { body: {}, revision: 2 })).body.version).toBe(2);

    const list = versionListSchema.parse((await api.ask('GET', `/flows/${id}/versions`)).body);
    expect([list.live, list.versions.map((version) => version.version)]).toEqual([2, [2, 1]]);
    expect((await api.ask('GET', `/flows/${id}/versions/1`)).body.document.name).toBe('Published');

    const back = await api.ask('POST', `/flows/${id}/live`, { body: { version: 1 } });
    expect(back.body).toMatchObject({ live: 1, liveRevision: 1, revision: 2 });
    expect((await api.ask('POST', `/flows/${id}/live`, { body: { version: null } })).body.live).toBe(null);
    expect((await api.ask('POST', `/flows/${id}/live`, { body: { version: 9 } })).status).toBe(404);
    expect((await api.ask('GET', `/flows/${id}/versions/9`)).status).toBe(404);
  });

  it('does not publish what somebody else has changed, or what has errors', async () => {
    const { id } = await newFlow('Unready');
    expect((await api.ask('POST', `/flows/${id}/publish`, { body: {}, revision: 7 })).status).toBe(412);
    expect((await api.ask('POST', `/flows/${id}/publish`, { body: {} })).status).toBe(428);
    await api.ask('PUT', `/flows/${id}/draft`, { body: { version: 1, name: 'Unready' }, revision: 1 });
    const refused = await api.ask('POST', `/flows/${id}/publish`, { body: {}, revision: 2 });
    expect(refused.status).toBe(422);
    expect(unpublishableSchema.parse(refused.body).problems[0]).toMatchObject({ code: 'no-start', severity: 'error' });
    expect((await api.ask('GET', `/flows/${id}/versions`)).body.versions).toEqual([]);
    const problems = flowProblemsSchema.parse((await api.ask('GET', `/flows/${id}/problems`)).body);
    expect(problems).toMatchObject({ revision: 2, problems: [{ code: 'no-start' }] });
  });
});
