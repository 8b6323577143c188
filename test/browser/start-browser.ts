import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
/** The folder of `npm run screenshots`; a test run takes none. */
const SCREENSHOTS = process.env.SCREENSHOTS;
/** Debian's shell has no windows and tabs of its own to draw: a tenth less CPU for the suite. */
const BINARIES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** No background request of the browser may leave the machine. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A loaded machine may need ten seconds instead of one to start a function. */
const WAIT_MS = 45_000;

/** A page, its requests to other hosts and its errors. */
export interface Window {
  page: Page;
  /** Requests to other hosts than 127.0.0.1. */
  strangers: string[];
  /** Uncaught errors, and what the policy refused. */
  errors: string[];
}

export interface TestBrowser {
  open(url: string, options?: BrowserContextOptions): Promise<Window>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = BINARIES.find((binary) => existsSync(binary));
  if (!executablePath) throw new Error('Chromium is not installed: apt-get install chromium');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    open: (url, options) => openWindow(browser, url, options),
    close: () => browser.close(),
  };
}

async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const window: Window = { page, strangers: [], errors: [] };
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      window.strangers.push(request.url());
  });
  page.on('pageerror', (error) => window.errors.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) window.errors.push(message.text());
  });
  await page.goto(url);
  return window;
}

/** Expects axe to find nothing, best practices included. The mail in the frame is not checked. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('iframe')
    .options({ resultTypes: ['violations'] })
    // in one go: otherwise a page of its own puts the results of all frames together, which takes twice the time, and the only frame is left out
    .setLegacyMode()
    .analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  }));
  expect(found).toEqual([]);
}

/** Only parts of the page scroll: the window is as wide and as high as what it shows. */
export async function expectNoScroll(page: Page): Promise<void> {
  const sizes = await page.evaluate<Record<string, number>>(
    '({ wide: document.documentElement.scrollWidth - document.documentElement.clientWidth, high: document.documentElement.scrollHeight - innerHeight })',
  );
  expect(sizes).toEqual({ wide: 0, high: 0 });
}

export const takePicture = (page: Page, name: string): Promise<void> =>
  keepPicture(name, (path) => page.screenshot({ path, animations: 'disabled' }));

/** Takes a picture of a part of the page. */
export const takePictureOf = (part: Locator, name: string): Promise<void> =>
  keepPicture(name, (path) => part.screenshot({ path, animations: 'disabled' }));

async function keepPicture(name: string, shoot: (path: string) => Promise<unknown>): Promise<void> {
  if (!SCREENSHOTS) return;
  const folder = resolve(PROJECT, SCREENSHOTS);
  mkdirSync(folder, { recursive: true });
  await shoot(join(folder, `${name}.png`));
}
