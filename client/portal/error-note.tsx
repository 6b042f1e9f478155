// A part that could not be had says so and leaves the rest of the page alone. After an upgrade its file may be gone: the page of now knows the new one.
import { Component, type ReactNode } from 'react';

interface Props {
  text: string;
  /** What the button says that opens the page anew. */
  reload: string;
  children: ReactNode;
}

export class ErrorNote extends Component<Props, { failed: boolean }> {
  constructor(props: Props) {
    super(props);
    this.state = { failed: false };
  }

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    const { text, reload, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <>
        <p role="alert">{text}</p>
        <button type="button" className="secondary" onClick={() => location.reload()}>
          {reload}
        </button>
      </>
    );
  }
}
