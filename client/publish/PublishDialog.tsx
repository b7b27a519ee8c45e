import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { Plan } from './Plan.tsx';
import type { Published } from './publish.ts';
import { Result } from './Result.tsx';
import '../ui/forms.css';
import './publish.css';

/** Publishing: what will change, one button, and what came of it with the way back. */
export function PublishDialog() {
  const open = useUi((state) => state.dialog === 'publish');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => uiStore.getState().showDialog(next ? 'publish' : null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="publish-overlay" />
        <Dialog.Content
          className="publish-dialog"
          onOpenAutoFocus={(event) => {
            // The window itself: the first control is the one that closes it.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
        >
          <header className="publish-head">
            <Dialog.Title className="publish-title">Publish</Dialog.Title>
            <Dialog.Description className="publish-about">
              Calls run on the published version. Those on the line now go on as they began.
            </Dialog.Description>
            <Dialog.Close className="icon-button publish-close" aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Dialog.Close>
          </header>
          <Pages />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Pages() {
  const [published, setPublished] = useState<Published | null>(null);
  const [again, setAgain] = useState<Published | null>(null);
  if (!published)
    return <Plan where={again?.environment} again={again?.numbers?.chosen ?? []} onPublished={setPublished} />;
  return (
    <Result
      published={published}
      onAgain={() => {
        setAgain(published);
        setPublished(null);
      }}
    />
  );
}
