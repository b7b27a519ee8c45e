import { Download, Upload } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { writeTextsCsv } from '../../../shared/languages/files/csv.ts';
import { writeTextsPo } from '../../../shared/languages/files/po.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { documentStore } from '../../state/document.ts';
import { saveFile } from '../../ui/save-file.ts';

const ImportTexts = lazy(async () => ({ default: (await import('./ImportTexts.tsx')).ImportTexts }));

/** Ways of the texts to translators and back. */
export function TextFiles({ languages }: { readonly languages: readonly string[] }) {
  const [importing, setImporting] = useState(false);
  return (
    <span className="texts-files">
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="plain-button is-small">
          <Download size={14} aria-hidden="true" /> Export
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" onSelect={saveCsv}>
              All languages <code>CSV</code>
            </DropdownMenu.Item>
            {languages.map((code) => (
              <DropdownMenu.Item key={code} className="menu-item" onSelect={() => savePo(code)}>
                {languageName(code)} <code>PO</code>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <button type="button" className="plain-button is-small" onClick={() => setImporting(true)}>
        <Upload size={14} aria-hidden="true" /> Import
      </button>
      {importing && (
        <Suspense fallback={null}>
          <ImportTexts onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </span>
  );
}

function saveCsv(): void {
  const { document, flowId } = documentStore.getState();
  saveFile(`${flowId ?? 'flow'}-texts.csv`, 'text/csv', writeTextsCsv(document, blockTypes));
}

function savePo(language: string): void {
  const { document, flowId } = documentStore.getState();
  saveFile(
    `${flowId ?? 'flow'}.${language}.po`,
    'text/x-gettext-translation',
    writeTextsPo(document, language, blockTypes),
  );
}
