import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { NumberStep } from './NumberStep.tsx';
import { PublishStep } from './PublishStep.tsx';
import '../ui/forms.css';
import './publish.css';

/** Publishing in two steps on one page: make a version of the draft, then choose the number that leads to it. */
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
          <PublishPages />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PublishPages() {
  const [published, setPublished] = useState<number | null>(null);
  return (
    <>
      <header className="publish-head">
        <Dialog.Title className="publish-title">Publish</Dialog.Title>
        <Dialog.Description className="publish-about">
          Calls run on the published version. Those on the line now go on as they began.
        </Dialog.Description>
        <Dialog.Close className="icon-button publish-close" aria-label="Close">
          <X size={16} aria-hidden="true" />
        </Dialog.Close>
      </header>
      <div className="publish-body">
        <PublishStep published={published} onPublished={setPublished} />
        <NumberStep />
      </div>
    </>
  );
}
