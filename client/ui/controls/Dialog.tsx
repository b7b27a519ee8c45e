import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Nearly the whole page, for what is worked in. */
  readonly full?: boolean;
  readonly children: ReactNode;
}

/** A window over the page: keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({ title, open, onClose, wide, full, children }: DialogProps) {
  const size = full ? 'is-full' : wide ? 'is-wide' : '';
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-back" />
        <Radix.Content className={`dialog ${size}`} aria-describedby={undefined} onEscapeKeyDown={leaveToField}>
          <div className="dialog-head">
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            <Radix.Close className="icon-button" aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Escape belongs to a field first that has something to take back; it says so by `data-own-escape`. */
function leaveToField(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.matches('[data-own-escape]')) event.preventDefault();
}

/** A panel that comes up from the bottom of a small screen. */
export function Sheet({ title, open, onClose, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-back" />
        <Radix.Content className="sheet" aria-describedby={undefined}>
          <div className="sheet-head">
            <Radix.Title asChild>
              <h2>{title}</h2>
            </Radix.Title>
            <Radix.Close className="icon-button" aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Radix.Close>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the keyboard could not scroll what is only to be looked at */}
          <div className="sheet-body" tabIndex={0}>
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
