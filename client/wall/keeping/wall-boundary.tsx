// A part of the wall that breaks is tried again by itself, ever more seldom; after repeated failure the whole page is made anew.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { RELOAD_AFTER, waitAfter } from './backoff.ts';
import { reloadAfterFailure } from './reload.ts';

interface Props {
  /** Names the part in the report. */
  part: string;
  /** What stands in its place meanwhile; `waitMs` until it is tried again. */
  fallback: (waitMs: number) => ReactNode;
  children: ReactNode;
}

/** A part that has stood this long has recovered: its failures are forgotten. ms. */
const STANDS_MS = 60_000;

export class WallBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    reportError(new Error(`${this.props.part}: ${error.message}${info.componentStack ?? ''}`, { cause: error }));
    clearTimeout(this.#timer);
    this.#failures += 1;
    if (this.#failures >= RELOAD_AFTER) reloadAfterFailure();
    else this.#timer = setTimeout(() => this.#again(), waitAfter(this.#failures));
  }

  override componentWillUnmount() {
    clearTimeout(this.#timer);
  }

  override render() {
    return this.state.broken ? this.props.fallback(waitAfter(Math.max(1, this.#failures))) : this.props.children;
  }

  #again(): void {
    this.setState({ broken: false });
    this.#timer = setTimeout(() => {
      this.#failures = 0;
    }, STANDS_MS);
  }
}
