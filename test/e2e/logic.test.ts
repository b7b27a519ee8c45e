import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowTable } from '../../shared/flow/types.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;
let flow: string;

const blocks = {
  start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'office' } },
  office: { type: 'hours', name: 'Office', props: {}, exits: { open: 'find', closed: 'bye' } },
  find: {
    type: 'lookup',
    name: 'Find',
    props: { key: '{{ call.From }}' },
    exits: { found: 'parts', notFound: 'parts' },
  },
  parts: {
    type: 'split',
    name: 'Parts',
    props: {
      shares: [
        { id: 'a', name: 'A', percent: 50 },
        { id: 'b', name: 'B', percent: 45 },
      ],
    },
    exits: { a: 'bye', b: 'bye' },
  },
  bye: { type: 'hangup', props: {}, exits: {} },
};

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
  flow = await make({});
});

async function make({ tables }: { tables?: Readonly<Record<string, FlowTable>> }): Promise<string> {
  const layout = Object.fromEntries(Object.keys(blocks).map((id, index) => [id, [index * 320, 80]]));
  // Documents written by hand may have times without the nought.
  const office = { ...blocks.office, props: tables ? { week: { mon: [{ from: '9:00', to: '17:00' }] } } : {} };
  const find = { ...blocks.find, props: { ...blocks.find.props, ...(tables && { table: Object.keys(tables)[0] }) } };
  const settings = { timezone: 'America/New_York' };
  const document = {
    version: 1,
    name: 'Logic',
    settings,
    blocks: { ...blocks, office, find },
    layout,
    ...(tables && { tables }),
  };
  return ((await api('POST', '/flows', { document })) as { id: string }).id;
}

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}

type Look = Parameters<Browser['newContext']>[0];

async function open(id: string, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...look, storageState: loggedIn });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${id}`);
  await new Person(page).card('Office').waitFor();
  return page;
}

async function edit(page: Page, name: string): Promise<void> {
  await new Person(page).card(name).click({ position: { x: 40, y: 12 } });
  await page.locator(`input[aria-label="Name of the block"][value="${name}"]`).waitFor();
}

async function faultsOf(page: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

it('a test of opening hours begins when, and from whom, its form says', async () => {
  const week = { mon: [{ from: '09:00', to: '17:00' }] };
  const said = { type: 'say', name: 'Shut', props: { prompts: [{ say: 'We are closed.' }] }, exits: {} };
  const exits = { ...blocks.office.exits, closed: 'shut' };
  const document = {
    version: 1,
    name: 'Times',
    settings: { timezone: 'America/New_York' },
    blocks: { ...blocks, office: { ...blocks.office, props: { week }, exits }, shut: said },
    layout: {},
    tests: [{ name: 'Sunday', from: '+15550100123', steps: [{ says: 'closed' }] }],
  };
  const { id } = (await api('POST', '/flows', { document })) as { id: string };
  const page = await open(id);
  await page.getByRole('tab', { name: 'Tests' }).click();
  await page.locator('.tests-list').getByRole('button', { name: 'Sunday' }).first().click();
  const shown = page.getByRole('article', { name: 'Test Sunday' });
  await shown.getByText('How it begins').click();
  const moment = shown.getByLabel('When, in America/New York');
  const run = shown.getByRole('button', { name: 'Run' });
  await moment.fill('2026-11-30T10:00');
  await run.click();
  await shown.getByText('Step 1 failed').waitFor();
  await moment.fill('2026-11-29T10:00');
  await shown.getByLabel('Hidden number').check();
  await run.click();
  await shown.getByText('Passed: everything').waitFor();
  await shown.getByText(/Nov 29, 2026, 10:00.AM \(-05:00\)/).waitFor();
  await shown.getByText('A call from a hidden number').waitFor();
  expect(await faultsOf(page, '.test')).toEqual([]);
  await shoot(page, 'test-beginning');
  await page.context().close();
});

it('opening hours are set as an office has them on its door, and a table comes in as CSV', async () => {
  const page = await open(flow);
  const { form } = new Person(page);
  await edit(page, 'Office');
  await form.getByRole('button', { name: 'Open on Monday' }).click();
  await form.getByLabel('Monday, until').fill('5:30 pm');
  await form.getByLabel('Monday, until').press('Enter');
  expect(await form.getByLabel('Monday, until').inputValue()).toBe('17:30');
  await form.getByRole('button', { name: 'Copy the hours of Monday' }).click();
  await page.getByRole('menuitem', { name: 'Monday to Friday' }).click();
  expect(await form.getByLabel('Friday, until').inputValue()).toBe('17:30');
  await form.getByRole('button', { name: 'More hours on Friday' }).click();
  await form.getByRole('button', { name: 'Add holiday' }).click();
  await form.getByLabel('Date of holiday 1').fill('2026-12-25');
  await form.getByLabel('Name of holiday 1').fill('Christmas Day');
  await form.getByRole('button', { name: 'Closed once' }).click();
  await form.getByLabel('Date from which exception 1 lasts').fill('2027-03-01');
  expect(await form.getByLabel('Date until which exception 1 lasts').inputValue()).toBe('2027-03-01');
  await form.getByText('in America/New York').waitFor();
  await shoot(page, 'hours');
  await form.getByText('in America/New York').scrollIntoViewIfNeeded();
  await form.getByLabel('Date until which exception 1 lasts').scrollIntoViewIfNeeded();
  await shoot(page, 'hours-end');

  await edit(page, 'Parts');
  await form.getByText('5 % are missing').waitFor();
  await shoot(page, 'split');

  await edit(page, 'Find');
  await form.getByRole('button', { name: 'New table' }).click();
  const dialog = page.getByRole('dialog', { name: 'Table' });
  await dialog.getByRole('button', { name: 'Import CSV' }).click();
  const rows = Array.from({ length: 4_000 }, (_, at) => `${1_000 + at},"Person, ${at}",+1555${1_000_000 + at}`);
  const csv = ['Extension No,name,phone', ...rows, '1000,Twice,'].join('\n');
  await dialog
    .getByLabel('CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await dialog.getByText('“Extension No” is called Extension_No').waitFor();
  // All of a large file in a text field would keep the page busy for seconds.
  await dialog.getByText('its beginning is shown').waitFor();
  expect((await dialog.getByLabel('Drop a CSV here').inputValue()).length).toBeLessThan(1_000);
  await shoot(page, 'table-import');
  await dialog.getByRole('button', { name: 'Replace the table' }).click();
  await dialog.getByText('4,001 rows').waitFor();
  await dialog.getByText('1 row has the same Extension_No').waitFor();
  await dialog.getByLabel('name, row 1', { exact: true }).fill('Ada');
  await dialog.getByLabel('name, row 1', { exact: true }).press('Enter');
  expect(
    await dialog.getByLabel('name, row 2', { exact: true }).evaluate((cell) => cell === document.activeElement),
  ).toBe(true);
  expect(await dialog.locator('tbody tr').count()).toBeLessThan(80);
  const column = dialog.getByLabel('Name of column 2');
  await column.fill('full name');
  await column.press('Enter');
  await dialog.getByRole('alert').getByText('with letters, digits and _ only').waitFor();
  expect(await column.inputValue()).toBe('full name');
  await shoot(page, 'table-name');
  await column.press('Escape');
  expect(await column.inputValue()).toBe('name');
  await shoot(page, 'table');
  await page.keyboard.press('Escape');
  await page.getByText('Saved').first().waitFor();
  const { document } = (await api('GET', `/flows/${flow}`)) as { document: Record<string, never> };
  expect(document).toMatchObject({
    tables: { table: { columns: ['Extension_No', 'name', 'phone'] } },
    blocks: {
      find: { props: { table: 'table' } },
      office: { props: { week: { wed: [{ from: '09:00', to: '17:30' }] }, holidays: [{ yearly: true }] } },
    },
  });
  await page.context().close();
});

it('a flow without places is laid out, and comes back in the tab as one left it', async () => {
  const document = { version: 1, name: 'Bare', settings: { timezone: 'America/New_York' }, blocks, layout: {} };
  const { id } = (await api('POST', '/flows', { document })) as { id: string };
  const page = await open(id);
  const boxes = await page.locator('.react-flow__node').evaluateAll((cards) =>
    cards.map((card) => {
      const { left, right, top, bottom } = card.getBoundingClientRect();
      return { left, right, top, bottom };
    }),
  );
  const overlap = boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter(
        (other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
      ),
  );
  expect([boxes.length, overlap]).toEqual([5, []]);
  const view = () =>
    page.locator('.react-flow__viewport').evaluate((canvas) => (canvas as HTMLElement).style.transform);
  const kept = () => page.evaluate((key) => sessionStorage.getItem(key), `patchcord.view.${id}`);
  const before = await kept();
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect.poll(kept).not.toBe(before);
  const left = await view();
  await page.reload();
  await expect.poll(view).toBe(left);
  await page.context().close();
});

it.each<[string, Look]>([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 390, height: 844 } }],
])('are drawn for everybody: %s', async (name, look) => {
  const rows = ['Ada', 'Grace', 'Ada'].map((person, at) => [person, `+1555010013${at}`]);
  const filled = await make({ tables: { people: { columns: ['name', 'phone'], rows } } });
  const page = await open(filled, look);
  const { form } = new Person(page);
  if (name !== 'narrow') {
    await edit(page, 'Office');
    expect(await form.getByText('until the next day').count()).toBe(0);
    await shoot(page, `hours-${name}`);
    await form.getByRole('button', { name: 'Closed once' }).click();
    expect(await faultsOf(page, '.inspector-panel')).toEqual([]);
    await edit(page, 'Find');
    await form.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Table' });
    await dialog.getByText('1 row has the same name').waitFor();
    await shoot(page, `table-${name}`);
    await dialog.getByRole('button', { name: 'Import CSV' }).click();
    await dialog.getByLabel('Drop a CSV here, or paste rows').fill('name,phone\nLin,+15550100140');
    await dialog.getByText('1 row of name, phone').waitFor();
    await shoot(page, `table-import-${name}`);
    expect(await faultsOf(page, '.dialog')).toEqual([]);
    await dialog.getByRole('button', { name: 'Add to the rows' }).click();
    await dialog.getByText(/^\d rows$/).waitFor();
  } else {
    await new Person(page).card('Office').click();
    await page.getByText('To look at only').waitFor();
    await page.getByText('Holidays').first().waitFor();
    await shoot(page, 'hours-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  await page.context().close();
});
