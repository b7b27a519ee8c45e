import { useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';

const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '/', does: 'Find a block; Enter adds it after the selected one' },
  { keys: 'Tab', does: 'Go from block to block' },
  { keys: '← ↑ → ↓', does: 'Go to the nearest block in that direction' },
  { keys: 'Alt ← ↑ → ↓', does: 'Move the selected blocks' },
  { keys: 'Enter', does: 'Edit the selected block' },
  { keys: 'C', does: 'Connect the next free exit of the selected block' },
  { keys: 'Delete', does: 'Delete what is selected' },
  { keys: 'Ctrl D', does: 'Duplicate' },
  { keys: 'Ctrl C, Ctrl X, Ctrl V', does: 'Copy, cut and paste blocks, also between flows' },
  { keys: 'Ctrl A', does: 'Select all blocks' },
  { keys: 'Ctrl Z', does: 'Undo' },
  { keys: 'Ctrl Y, Ctrl Shift Z', does: 'Redo' },
  { keys: 'F', does: 'Show the whole flow' },
  { keys: 'Shift drag', does: 'Select blocks in a frame' },
  { keys: '0 … 9, *, #', does: 'Press keys of the phone, while it has the focus' },
  { keys: 'Escape', does: 'One step back' },
];

/** What the keyboard can do. */
export function Shortcuts() {
  const open = useUi((state) => state.dialog === 'shortcuts');
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={() => uiStore.getState().showDialog(null)}>
      <dl className="shortcuts">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              {keys.split(', ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
