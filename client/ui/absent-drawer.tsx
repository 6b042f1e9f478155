// The drawer of something that is not there yet, not any more, not at the moment shown, or not for this user.
import { RequestError } from '../platform/http.ts';
import { showMoment, useMoment } from '../platform/moment.ts';
import { Drawer } from './drawer.tsx';
import { useWords } from './language.ts';
import { EmptyNote, FailureNote, RowOutlines } from './states.tsx';

interface Props {
  /** What kind of thing it is, as the user calls it. */
  what: string;
  error: Error | undefined;
  onRetry: () => void;
  onClose: () => void;
}

/** By a link one may come to what one may not see: one sentence, and whom to ask. Looking back, to what was not there yet. */
export function AbsentDrawer({ what, error, onRetry, onClose }: Props) {
  const { t } = useWords();
  const isPast = useMoment() !== undefined;
  const status = error instanceof RequestError ? error.status : undefined;
  const notThen = isPast && status === 404;
  const missing = !notThen && status !== undefined && [400, 403, 404, 422].includes(status);
  return (
    <Drawer label={what} code={what} marker={null} title={what} busy={!error} onClose={onClose}>
      {notThen && <NotThen />}
      {missing && <p className="note-block">{t('shell.state.notFound')}</p>}
      {error && !notThen && !missing && <FailureNote error={error} what={what} onRetry={onRetry} />}
      {!error && <RowOutlines count={4} />}
    </Drawer>
  );
}

/** Nothing failed: at that moment there was nothing to show. */
function NotThen() {
  const { t } = useWords();
  const back = (
    <button type="button" className="link-button" onClick={() => showMoment(undefined)}>
      {t('time.back')}
    </button>
  );
  return <EmptyNote action={back}>{t(useMoment()?.how === 'was' ? 'time.absentThen' : 'time.unknownThen')}</EmptyNote>;
}
