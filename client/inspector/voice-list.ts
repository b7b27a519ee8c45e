import { useEffect, useState } from 'react';

/** The long lists of languages and voices; loaded when somebody first needs a name from them. */
export type VoiceLists = typeof import('../../shared/twiml/catalogue/voices.ts');

let loaded: VoiceLists | undefined;
let loading: Promise<VoiceLists> | undefined;

/** The lists once they are there; `wanted` false loads nothing. */
export function useVoiceLists(wanted = true): VoiceLists | undefined {
  const [lists, setLists] = useState(loaded);
  useEffect(() => {
    if (!wanted || lists) return;
    let gone = false;
    loading ??= import('../../shared/twiml/catalogue/voices.ts');
    loading.then((module) => {
      loaded = module;
      if (!gone) setLists(module);
    });
    return () => {
      gone = true;
    };
  }, [wanted, lists]);
  return lists;
}
