// How an upload ends, for whoever has gone on to other things meanwhile: what they have before them stays there.
import { useEffect, useRef } from 'react';
import { useSelection } from '../platform/url.tsx';
import type { Selection } from '../platform/url-state.ts';
import { useWords } from '../ui/language.ts';
import { problemText } from '../ui/problem-text.ts';
import { showToast } from '../ui/toasts.tsx';
import { useUpload } from './use-upload.ts';

/** Opens what arrived beside its panel; a toast tells it where the panel is closed or something else was opened since. */
export function UploadNews({ onOpen }: { onOpen: () => void }) {
  const { t } = useWords();
  const { selection, select } = useSelection();
  const now = useRef({ t, selection, select, onOpen });
  const begunAt = useRef<string>(undefined);
  useEffect(() => {
    now.current = { t, selection, select, onOpen };
  }, [t, selection, select, onOpen]);
  useEffect(
    () =>
      useUpload.subscribe(({ sending, arrived, failed, watched }, before) => {
        const { t, selection, select, onOpen } = now.current;
        const tell = (text: string, act: () => void) => showToast({ text, action: { label: t('imports.open'), act } });
        if (sending && !before.sending) begunAt.current = keyOf(selection);
        if (arrived && arrived !== before.arrived) {
          const { id, fileName: name } = arrived;
          const open = () => select({ kind: 'imports', id });
          if (watched && begunAt.current === keyOf(selection)) open();
          else tell(t('imports.sent', { name }), open);
        }
        if (failed && failed !== before.failed && !watched)
          tell(t('imports.notSent', { name: failed.name, why: problemText(failed.error, t) }), onOpen);
      }),
    [],
  );
  return null;
}

const keyOf = (selection: Selection | undefined) => selection && `${selection.kind}/${selection.id}`;
