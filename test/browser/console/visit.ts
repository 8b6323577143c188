import type { Page } from 'playwright-core';
import type { TestPipeline } from '../../support/pipeline.ts';
import type { Stage } from '../stage.ts';
import type { TestBrowser, Window } from '../start-browser.ts';

/** The window in which the walks through the console follow each other, and what it shows. Set by `beginVisit`. */
export let pipeline: TestPipeline;
export let browser: TestBrowser;
export let window: Window;
export let page: Page;

export async function beginVisit(stage: Stage): Promise<void> {
  ({ pipeline, browser } = stage);
  window = await browser.open(pipeline.url);
  page = window.page;
}

export const PHONE = { width: 360, height: 740 };

export const go = (path: string) => page.goto(`${pipeline.url}/#${path}`);
export const click = (name: string | RegExp, on = page) => on.getByRole('button', { name }).click();
export const bubbles = (on = page) => on.locator('.bubble');

/** Lets the page's calls of this URL wait until the returned function is called. */
export async function holdBack(url: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(url, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}
