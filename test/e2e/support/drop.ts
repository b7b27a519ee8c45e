import type { Page } from 'playwright-core';

/** Does with files, each a name and a text, what a person's pointer does: holds them over an element, or drops them on it. */
export async function withFiles(
  page: Page,
  what: 'dragover' | 'dragleave' | 'drop',
  onto: string,
  files: readonly (readonly [name: string, text: string])[],
): Promise<void> {
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const [name, text] of all) {
      transfer.items.add(new File([text], name, { type: name.endsWith('.xml') ? 'text/xml' : 'application/json' }));
    }
    return transfer;
  }, files);
  await page.dispatchEvent(onto, what, { dataTransfer: data });
}
