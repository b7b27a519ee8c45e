import { useState } from 'react';
import type { EnvironmentsView } from '../../shared/api/environments.ts';
import { environmentsApi } from '../api/environments.ts';
import { type Loaded, useLoad } from '../state/use-load.ts';

/** What there is, and a way to take over what a change answered. */
export interface Environments extends Loaded<EnvironmentsView> {
  readonly show: (view: EnvironmentsView) => void;
}

export function useEnvironments(): Environments {
  const loaded = useLoad('environments', () => environmentsApi.list());
  const [changed, setChanged] = useState<{ readonly after: unknown; readonly view: EnvironmentsView }>();
  // What was fetched since is newer than what the last change answered.
  const data = changed && changed.after === loaded.data ? changed.view : loaded.data;
  return { ...loaded, data, show: (view) => setChanged({ after: loaded.data, view }) };
}
