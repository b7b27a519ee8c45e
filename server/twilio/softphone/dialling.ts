import type { SoftphoneDialling } from '../../../shared/api/softphone.ts';
import type { SettingsStore } from '../../store/store.ts';

const ROW = 'softphone-dialling';

/** Only flows, until somebody decides otherwise: numbers cost money, and whoever gets at a phone could call expensive ones. */
const FLOWS_ONLY: SoftphoneDialling = { outside: false, callerId: null };

/** What browser phones may call beside flows. */
export async function readDialling(store: SettingsStore): Promise<SoftphoneDialling> {
  const text = await store.get(ROW);
  return text === undefined ? FLOWS_ONLY : (JSON.parse(text) as SoftphoneDialling);
}

export async function keepDialling(store: SettingsStore, dialling: SoftphoneDialling): Promise<void> {
  await store.set(ROW, JSON.stringify(dialling));
}
