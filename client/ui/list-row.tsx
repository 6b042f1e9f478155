// One row of a list: what, where, how old, and in which state.
import type { ReactNode } from 'react';
import type { RowPlace } from './virtual-list.tsx';

interface Props {
  place: RowPlace;
  /** Badge or symbol, 28 px. */
  marker: ReactNode;
  title: string;
  /** At the right of the title: an age, a figure with its unit. */
  aside?: ReactNode;
  /** Second line. */
  where: ReactNode;
  /** At the right of the second line: a word. */
  state?: ReactNode;
  selected: boolean;
  /** Hatched: the level or the whole thing is unknown, or nothing on the screen is current. */
  unknown?: boolean;
  /** Lit once: it has just come. */
  fresh?: boolean;
  onOpen: () => void;
}

export function ListRow(props: Props) {
  const { place, marker, title, aside, where, state, selected, unknown = false, fresh = false, onOpen } = props;
  const classes = ['row', unknown && 'is-unknown', fresh && 'is-fresh'].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      ref={place.ref}
      tabIndex={place.tabIndex}
      className={classes}
      aria-current={selected}
      onClick={onOpen}
      onFocus={place.onFocus}
    >
      {marker}
      <span className="row-body">
        <span className="row-line">
          <span className="row-title">{title}</span>
          {aside !== undefined && <span className="row-aside">{aside}</span>}
        </span>
        <span className="row-line row-second">
          <span className="row-where">{where}</span>
          {state !== undefined && <span className="row-state">{state}</span>}
        </span>
      </span>
    </button>
  );
}
