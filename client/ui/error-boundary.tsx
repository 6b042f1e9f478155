import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useWords } from './language.ts';

interface Props {
  /** The whole page, or a part of which the rest is independent. */
  whole?: boolean;
  children: ReactNode;
}

/** A part that breaks says so in its own place; the rest of the screen lives on. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    reportError(new Error(`${error.message}${info.componentStack ?? ''}`, { cause: error }));
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Broken whole={this.props.whole ?? false} onAgain={() => this.setState({ broken: false })} />;
  }
}

function Broken({ whole, onAgain }: { whole: boolean; onAgain: () => void }) {
  const { t } = useWords();
  return (
    <div className="panel broken" role="alert">
      <p>{t(whole ? 'shell.state.crashedAll' : 'shell.state.crashed')}</p>
      <button type="button" className="button" onClick={whole ? () => location.reload() : onAgain}>
        {t(whole ? 'shell.reload' : 'shell.retry')}
      </button>
    </div>
  );
}
