import { flowsApi } from '../api/flows.ts';
import { outgoingApi } from '../api/outgoing.ts';
import type { Backups } from './backup.ts';
import { createCallMe } from './call-me.ts';
import { calledStore } from './called.ts';
import { documentStore } from './document.ts';
import { environmentsStore } from './environments.ts';
import { createFlowStore } from './flow.ts';
import { fromsStore } from './froms.ts';
import { createImported } from './imported.ts';
import { createProblemsStore } from './problems.ts';
import { createRequestKeys } from './request-keys.ts';
import { createSaving } from './saving.ts';
import { createUiStore } from './ui.ts';

/** The designer's one set of stores; tests build their own from the same makers. */
export const uiStore = createUiStore(browserStorage(), (block) => documentStore.getState().select([block]));

/** Saves the draft of the open flow by itself. */
export const saving = createSaving({
  documents: documentStore,
  save: flowsApi.saveDraft,
  ...backupsOf(browserStorage()),
});

/** A call with the draft to one's own phone. */
export const callMe = createCallMe({
  save: async () => {
    await saving.flush();
    return !saving.pending();
  },
  place: outgoingApi.place,
  fetch: outgoingApi.call,
  keys: createRequestKeys(),
});

/** Problems of the open flow. */
export const problemsStore = createProblemsStore(documentStore, undefined, fromsStore, environmentsStore, calledStore);

/** Reports of imports from Twilio Studio. */
export const imported = createImported(browserStorage());

/** The open flow as the server knows it. */
export const flowStore = createFlowStore(documentStore, browserStorage());

function backupsOf(backups: Backups | undefined): { backups?: Backups } {
  return backups ? { backups } : {};
}

function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Reading the property throws where the browser forbids storage.
    return undefined;
  }
}
