import { type ReactNode, useState } from 'react';

interface TextFileDropProps {
  readonly className: string;
  /** Names the input that chooses a file. */
  readonly label: string;
  readonly accept: string;
  /** Bytes of the largest file that is read. */
  readonly most: number;
  readonly onText: (text: string, name: string) => void;
  /** Why a file was not read, as a sentence; null when the next one is. */
  readonly onTrouble: (trouble: string | null) => void;
  /** What the button says that chooses a file. */
  readonly choose: ReactNode;
  /** What is in it, with that button. */
  readonly children: (button: ReactNode) => ReactNode;
}

/** Where a file of text is dropped or chosen. It has to be UTF-8, so that no letter is read as another. */
export function TextFileDrop(props: TextFileDropProps) {
  const { className, label, accept, most, onText, onTrouble, choose, children } = props;
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    setOver(false);
    onTrouble(null);
    if (!file) return;
    if (file.size > most) return onTrouble(`${file.name} is larger than ${most / 1_000_000} MB. Split it.`);
    try {
      onText(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()), file.name);
    } catch {
      onTrouble(`${file.name} is not UTF-8 text. Save it in UTF-8.`);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the pointer; the input does the same
    <div
      className={over ? `${className} is-over` : className}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      }}
    >
      {children(
        <label className="plain-button is-small">
          {choose}
          <input
            type="file"
            accept={accept}
            aria-label={label}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              void take(file);
            }}
          />
        </label>,
      )}
    </div>
  );
}
