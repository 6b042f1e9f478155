// A part that could not be had says so and leaves the rest of the page alone.
import { Component, type ReactNode } from 'react';

export class ErrorNote extends Component<{ text: string; children: ReactNode }, { failed: boolean }> {
  constructor(props: { text: string; children: ReactNode }) {
    super(props);
    this.state = { failed: false };
  }

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <p role="alert">{this.props.text}</p> : this.props.children;
  }
}
