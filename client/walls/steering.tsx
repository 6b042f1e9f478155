// Everything that a paired phone may do, in targets for a thumb.
import type { RemoteWall, WallCommand } from '#contract/walls';
import { useNow } from '../platform/clock.ts';
import { formatTime } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { LineState } from './line-state.tsx';
import { RowButtons, SceneButtons } from './choices.tsx';
import { UnpairButton } from './unpair-button.tsx';
import { useCommand } from './use-remote.ts';

interface Props {
  wall: RemoteWall;
  /** Why the last question was not answered; null where it was. */
  error: Error | null;
  /** When the shown state came, local ms. */
  heardAt: number;
  onShown: (wall: RemoteWall) => void;
}

export function Steering({ wall, error, heardAt, onShown }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const { mutate, error: refused, isPending } = useCommand(onShown);
  const send = (command: WallCommand) => mutate(command);
  const scene = wall.scenes.find(({ key }) => key === wall.scene);
  const isSure = error === null && wall.answering;
  return (
    <>
      <LineState wall={wall} error={error} heardAt={heardAt} now={now} />
      <section
        className={isSure ? 'remote-now' : 'remote-now is-unsure'}
        aria-label={t('remote.now')}
        aria-busy={isPending}
      >
        <h2>{wall.name}</h2>
        <p className="remote-scene">{scene?.[language] ?? wall.scene}</p>
        <p>
          {t(wall.held ? 'remote.held' : 'remote.turning')} · {t('remote.since', { time: formatTime(wall.since) })}
          {wall.yesterday && <> · {t('remote.besideYesterday')}</>}
        </p>
      </section>
      <p role="alert" className="remote-fault">
        {refused && problemText(refused, t)}
      </p>
      <div className="remote-steps">
        <button type="button" onClick={() => send({ command: 'previous' })}>
          {t('remote.previous')}
        </button>
        <button type="button" className="is-primary" onClick={() => send({ command: wall.held ? 'turn' : 'hold' })}>
          {t(wall.held ? 'remote.turn' : 'remote.hold')}
        </button>
        <button type="button" onClick={() => send({ command: 'next' })}>
          {t('remote.next')}
        </button>
      </div>
      <SceneButtons wall={wall} onCommand={send} />
      <RowButtons wall={wall} onCommand={send} />
      <button
        type="button"
        className="remote-toggle"
        aria-pressed={wall.yesterday}
        onClick={() => send({ command: 'yesterday', on: !wall.yesterday })}
      >
        {t('remote.yesterday')}
      </button>
      <UnpairButton until={formatTime(wall.expiresAt)} />
    </>
  );
}
