// One wall's talk with the server: what it shows is reported, what a phone commands is obeyed, and neither overwrites the other.
import type { Wall, WallReport, WallRow } from '#contract/walls';
import type { WallView } from '../view.ts';

export type Shown = Pick<WallView, 'scene' | 'held' | 'yesterday' | 'focus'>;

export interface TalkOptions {
  /** The newest revision that this screen has obeyed or made. */
  readonly revision: number;
  readonly send: (report: WallReport) => Promise<Wall>;
  /** The server's word wins. */
  readonly obey: (wall: Wall) => void;
  /** Told of every newer revision, so that a reload knows it. */
  readonly onRevision: (revision: number) => void;
}

/**
 * One report is on its way at a time, the latest view is sent next: of two that cross each other the older could win.
 * What comes by the live line meanwhile may be our own report and waits for its answer.
 */
export class WallTalk {
  readonly #options: TalkOptions;
  #revision: number;
  #heard: Wall | undefined;
  #shown: Shown | undefined;
  #rows: readonly WallRow[] = [];
  #sending = false;
  #due = false;

  constructor(options: TalkOptions) {
    this.#options = options;
    this.#revision = options.revision;
  }

  /** What the screen shows now. */
  show(shown: Shown, rows: readonly WallRow[]): void {
    this.#shown = shown;
    this.#rows = rows;
    this.beat();
  }

  /** The record as the server told it. */
  hear(wall: Wall): void {
    if (!this.#heard || wall.revision >= this.#heard.revision) this.#heard = wall;
    if (!this.#sending) this.#settle();
  }

  /** Reports, so that the server knows that this screen lives. */
  beat(): void {
    this.#due = true;
    void this.#flush();
  }

  #settle(): void {
    const heard = this.#heard;
    if (!heard || heard.revision <= this.#revision) return;
    this.#advance(heard.revision);
    if (!this.#shown || !shows(heard, this.#shown)) this.#options.obey(heard);
  }

  async #flush(): Promise<void> {
    if (this.#sending || !this.#due || !this.#shown) return;
    this.#due = false;
    this.#sending = true;
    const sent = this.#shown;
    const { scene, held, yesterday, focus } = sent;
    const report = { scene, held, yesterday, focus, rows: [...this.#rows], revision: this.#revision };
    // Without an answer the next beat says it again; that the line is cut is on the screen already.
    const answer = await this.#options.send(report).catch(() => undefined);
    this.#sending = false;
    if (answer && answer.revision >= this.#revision) {
      this.#advance(answer.revision);
      // Another answer than what was sent: a command came first.
      if (!shows(answer, sent)) this.#options.obey(answer);
    }
    this.#settle();
    void this.#flush();
  }

  #advance(revision: number): void {
    this.#revision = revision;
    this.#options.onRevision(revision);
  }
}

const shows = (a: Shown, b: Shown) =>
  a.scene === b.scene && a.held === b.held && a.yesterday === b.yesterday && a.focus === b.focus;
