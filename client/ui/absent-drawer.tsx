// The drawer of something that is not there yet, not any more, or not for this user.
import { RequestError } from '../platform/http.ts';
import { Drawer } from './drawer.tsx';
import { useWords } from './language.ts';
import { FailureNote, RowOutlines } from './states.tsx';

interface Props {
  /** What kind of thing it is, as the user calls it. */
  what: string;
  error: Error | undefined;
  onRetry: () => void;
  onClose: () => void;
}

/** By a link one may come to what one may not see: one sentence, and whom to ask. */
export function AbsentDrawer({ what, error, onRetry, onClose }: Props) {
  const { t } = useWords();
  const missing = error instanceof RequestError && [400, 403, 404, 422].includes(error.status);
  return (
    <Drawer label={what} code={what} marker={null} title={what} busy={!error} onClose={onClose}>
      {missing && <p className="note-block">{t('shell.state.notFound')}</p>}
      {error && !missing && <FailureNote error={error} what={what} onRetry={onRetry} />}
      {!error && <RowOutlines count={4} />}
    </Drawer>
  );
}
