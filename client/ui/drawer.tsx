// The detail at the right, always in this order: number and tools, what it is, facts, what happened, acts.
import { useState, type ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';
import { SheetHandle } from './panel.tsx';
import { LoadingBar } from './states.tsx';
import { showToast } from './toasts.tsx';

interface Props {
  /** Accessible name of the region. */
  label: string;
  /** First line, small: the number or the kind. */
  code: ReactNode;
  marker: ReactNode;
  title: string;
  subtitle?: ReactNode;
  busy?: boolean;
  stale?: boolean;
  onClose: () => void;
  /** Flies there. */
  onLocate?: (() => void) | undefined;
  foot?: ReactNode;
  children: ReactNode;
}

export function Drawer(props: Props) {
  const {
    label,
    code,
    marker,
    title,
    subtitle,
    busy = false,
    stale = false,
    onClose,
    onLocate,
    foot,
    children,
  } = props;
  const [tall, setTall] = useState(false);
  return (
    <section className={`panel drawer${stale ? ' is-stale' : ''}${tall ? ' is-tall' : ''}`} aria-label={label}>
      <LoadingBar busy={busy} />
      <SheetHandle tall={tall} onToggle={() => setTall(!tall)} />
      <header className="drawer-head">
        <div className="drawer-tools">
          <span className="drawer-code">{code}</span>
          <DrawerTools onLocate={onLocate} onClose={onClose} />
        </div>
        <div className="drawer-title">
          {marker}
          <div>
            <h2>{title}</h2>
            {subtitle && <p>{subtitle}</p>}
          </div>
        </div>
      </header>
      <div className="drawer-body">{children}</div>
      {foot && <footer className="drawer-foot">{foot}</footer>}
    </section>
  );
}

function DrawerTools({ onLocate, onClose }: { onLocate: (() => void) | undefined; onClose: () => void }) {
  const { t } = useWords();
  const copy = () =>
    navigator.clipboard.writeText(location.href).then(
      () => showToast({ text: t('shell.copied') }),
      () => showToast({ text: t('shell.copyFailed') }),
    );
  const tools = [
    ...(onLocate ? [{ icon: 'locate', label: t('shell.showOnMap'), act: onLocate } as const] : []),
    { icon: 'link', label: t('shell.copyLink'), act: () => void copy() } as const,
    { icon: 'close', label: t('shell.close'), act: onClose } as const,
  ];
  return tools.map(({ icon, label, act }) => (
    <button key={icon} type="button" className="icon-button" title={label} aria-label={label} onClick={act}>
      <Icon name={icon} />
    </button>
  ));
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Facts as name and value; one without a value is left out by its maker, never shown as a blank. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function DrawerSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="drawer-section">
      <h3>
        {title}
        {aside && <span>{aside}</span>}
      </h3>
      {children}
    </section>
  );
}
