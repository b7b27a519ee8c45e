import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newBlock } from '../../shared/blocks/index.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { launchBrowser } from '../e2e/support/browser.ts';
import { startServer } from '../e2e/support/server.ts';

const BLOCKS = 2000;
const MOVES = 240;
const COLUMNS = 50;

/** Drags a card in a flow of 2,000 blocks at working zoom, one pointer move at a time, and counts the moves handled in a second. */
async function main(): Promise<void> {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const id = await upload(server.url, server.token);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.loginUrl);
    const begun = Date.now();
    await page.goto(`${server.url}/flows/${id}`);
    await page.waitForSelector('.card');
    const first = Date.now() - begun;
    await page.waitForTimeout(2000);
    const rounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const box = await page.locator('.card .card-names').nth(4).boundingBox();
      if (!box) throw new Error('No card is on screen.');
      rounds.push(await drag(page, box.x + 20, box.y + 10));
      if ((await page.locator('.react-flow__node.selected').count()) !== 1)
        throw new Error('The drag took no card along.');
      await page.waitForTimeout(1500);
    }
    rounds.sort((a, b) => a - b);
    const drawn = await page.locator('.react-flow__node').count();
    const result = { blocks: BLOCKS, drawn, firstCardMs: first, dragMovesPerSecond: rounds, median: rounds[1] };
    console.log(JSON.stringify(result, null, 2));
    process.exitCode = (rounds[1] ?? 0) >= 55 ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>;

/** Moves handled per second: the browser takes one move per frame and the next is only sent then, so 60 is the most there can be. */
async function drag(page: Page, x: number, y: number): Promise<number> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8);
  const begun = performance.now();
  for (let move = 0; move < MOVES; move += 1) {
    const angle = (move / 60) * Math.PI * 2;
    await page.mouse.move(x + Math.sin(angle) * 90, y + (1 - Math.cos(angle)) * 45);
  }
  const took = performance.now() - begun;
  await page.mouse.up();
  return Math.round((MOVES / took) * 10000) / 10;
}

async function upload(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: JSON.parse(writeFlow(largeFlow())) }),
  });
  if (!response.ok) throw new Error(`The flow was not accepted: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

function largeFlow(): FlowDocument {
  const blocks: Record<string, FlowBlock> = { start: { ...newBlock('start'), exits: { next: 'b1' } } };
  const layout: Record<string, readonly [number, number]> = { start: [-260, 60] };
  for (let index = 1; index < BLOCKS; index += 1) {
    const menu = index % 5 === 0;
    const block = newBlock(menu ? 'menu' : 'say');
    const next = index + 1 < BLOCKS ? `b${index + 1}` : undefined;
    const exits: Record<string, string> = next === undefined ? {} : { [menu ? 'noInput' : 'next']: next };
    blocks[`b${index}`] = { ...block, name: `Block ${index}`, exits };
    layout[`b${index}`] = [((index - 1) % COLUMNS) * 340, Math.floor((index - 1) / COLUMNS) * 260];
  }
  return { version: 1, name: 'Two thousand blocks', settings: {}, variables: {}, blocks, layout, tests: [] };
}

await main();
