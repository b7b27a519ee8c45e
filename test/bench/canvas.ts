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
    const rounds: Drag[] = [];
    for (let round = 0; round < 3; round += 1) {
      const box = await page.locator('.card .card-names').nth(4).boundingBox();
      if (!box) throw new Error('No card is on screen.');
      rounds.push(await drag(page, box.x + 20, box.y + 10));
      if ((await page.locator('.react-flow__node.selected').count()) !== 1)
        throw new Error('The drag took no card along.');
      await page.waitForTimeout(1500);
    }
    const drawn = await page.locator('.react-flow__node').count();
    const median = (of: (one: Drag) => number): number => rounds.map(of).sort((a, b) => a - b)[1] ?? 0;
    const result = {
      blocks: BLOCKS,
      drawn,
      firstCardMs: first,
      rounds,
      framesPerSecond: median((one) => one.framesPerSecond),
      movesPerSecond: median((one) => one.movesPerSecond),
      drawnPerSecond: median((one) => one.drawnPerSecond),
    };
    console.log(JSON.stringify(result, null, 2));
    process.exitCode = result.framesPerSecond >= 59 ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>;

interface Drag {
  /** Frames the browser drew while the pointer moved. */
  readonly framesPerSecond: number;
  /** Frames that came so late that another had to be left out. */
  readonly lateFrames: number;
  /** Milliseconds between the two frames farthest apart. */
  readonly longestFrameMs: number;
  /** Moves the page took, one sent after the other was handled. */
  readonly movesPerSecond: number;
  /** Frames in which the card stood elsewhere than in the one before. */
  readonly drawnPerSecond: number;
}

/**
 * Drags in circles. The next move is only sent when the browser has taken the one before, so a frame without a move is also
 * one in which the message between the two processes was late; frames tell what the canvas itself holds up.
 */
async function drag(page: Page, x: number, y: number): Promise<Drag> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8);
  await page.evaluate(WATCH_FRAMES);
  const begun = performance.now();
  for (let move = 0; move < MOVES; move += 1) {
    const angle = (move / 60) * Math.PI * 2;
    await page.mouse.move(x + Math.sin(angle) * 90, y + (1 - Math.cos(angle)) * 45);
  }
  const took = (performance.now() - begun) / 1000;
  const { frames, moved } = await page.evaluate<Watched>('globalThis.watched');
  await page.mouse.up();
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000;
  const perSecond = (count: number): number => Math.round((count / seconds) * 10) / 10;
  return {
    framesPerSecond: perSecond(gaps.length),
    lateFrames: gaps.filter((gap) => gap > 25).length,
    longestFrameMs: Math.round(Math.max(...gaps) * 10) / 10,
    movesPerSecond: Math.round((MOVES / took) * 10) / 10,
    drawnPerSecond: perSecond(moved),
  };
}

interface Watched {
  readonly frames: readonly number[];
  readonly moved: number;
}

/** Runs in the page, as text so that nothing compiles it: when each frame began, and in how many the dragged card stood elsewhere. */
const WATCH_FRAMES = `{
  const watched = (globalThis.watched = { frames: [], moved: 0 });
  let before = '';
  const look = (at) => {
    if (globalThis.watched !== watched) return;
    watched.frames.push(at);
    const now = document.querySelector('.react-flow__node.dragging')?.style.transform ?? before;
    if (now !== before) watched.moved += 1;
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

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
