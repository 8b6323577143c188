import { type Dovecot, startDovecot } from '../mailboxes/start-dovecot.ts';
import { startTestPipeline, type TestPipeline } from '../support/pipeline.ts';
import { startBrowser, type TestBrowser } from './start-browser.ts';

/** One pipeline, browser and mail server for all walks, because starting them takes longer than most walks. */
export class Stage {
  #parts: [TestPipeline, TestBrowser, Dovecot] | undefined;

  async raise(): Promise<void> {
    this.#parts = await Promise.all([startTestPipeline(), startBrowser(), startDovecot()]);
  }

  async strike(): Promise<void> {
    const [pipeline, browser, dovecot] = this.#parts ?? [];
    await Promise.all([browser?.close(), pipeline?.stop(), dovecot?.stop()]);
  }

  get pipeline(): TestPipeline {
    return this.#raised[0];
  }

  get browser(): TestBrowser {
    return this.#raised[1];
  }

  get dovecot(): Dovecot {
    return this.#raised[2];
  }

  get #raised(): [TestPipeline, TestBrowser, Dovecot] {
    if (!this.#parts) throw new Error('the stage is not raised yet');
    return this.#parts;
  }
}
