import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.ts';
import { logIn, Person } from './designer.ts';
import { type RunningServer, startServer } from './server.ts';

/** What a test file about the designer works with; to be read inside its tests. */
export interface Stage {
  server: RunningServer;
  context: BrowserContext;
  /** Of the test that runs: a new one, signed in. */
  page: Page;
  person: Person;
}

/** Starts a server and a browser for the tests of a file, and opens a page for each of them. @param path where it opens */
export function setStage(path: string): Stage {
  const stage = {} as Stage;
  let browser: Browser | undefined;

  beforeAll(async () => {
    stage.server = await startServer();
    browser = await launchBrowser();
    stage.context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      storageState: await logIn(browser, stage.server),
    });
    stage.context.setDefaultTimeout(20_000);
  });

  afterAll(async () => {
    await browser?.close();
    await stage.server?.stop();
  });

  beforeEach(async () => {
    stage.page = await stage.context.newPage();
    stage.person = new Person(stage.page);
    await stage.page.goto(`${stage.server.url}${path}`);
  });

  return stage;
}
