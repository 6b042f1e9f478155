// Old codes become new ones: looked at first, asked then, and done once a second person approves.
import { useState } from 'react';
import type { Move, ReformPreview } from '#contract/identity/administration/requests';
import { useWords } from '../ui/language.ts';
import { FormDialog } from './form-dialog.tsx';
import { CountList } from './reform-counts.tsx';
import { isReason, ReasonField, useAsk } from './request-forms.tsx';
import { useSend } from './use-admin.ts';

const LINE = /^(\d{2,12})\s*(?:→|->|=>|,|\s)\s*(\d{2,12})(?:\s+|,)?(.*)$/;

/** `320205 → 320213 新名称`, one a line. Undefined where a line says something else. */
export function readMoves(text: string): readonly Move[] | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const moves = lines.filter(Boolean).map((line): Move | undefined => {
    const [, from, to, name = ''] = LINE.exec(line) ?? [];
    if (from === undefined || to === undefined) return undefined;
    return { from, to, ...(name.trim() !== '' && { name: name.trim() }) };
  });
  return moves.length > 0 && moves.every((move): move is Move => move !== undefined) ? moves : undefined;
}

export function ReformForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { ask, busy, error } = useAsk('reform', onClose);
  const look = useSend<ReformPreview>();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const moves = readMoves(text);
  const preview = look.data;
  const sound = preview !== undefined && preview.faults.length === 0;
  const change = (next: string) => {
    setText(next);
    look.reset();
  };
  const send = () =>
    sound
      ? ask({ moves, reason })
      : look.mutate({ method: 'POST', path: '/divisions/reform-preview', body: { moves } });
  return (
    <FormDialog
      title={t('admin.divisions.reform')}
      send={t(sound ? 'admin.requests.ask' : 'admin.divisions.look')}
      busy={busy || look.isPending}
      error={error ?? look.error}
      ready={moves !== undefined && (!sound || isReason(reason))}
      wide
      onSend={send}
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.divisions.reformHint')}</p>
      <label>
        {t('admin.divisions.moves')}
        <textarea
          value={text}
          rows={6}
          placeholder={t('admin.divisions.example')}
          onChange={({ target }) => change(target.value)}
        />
      </label>
      {preview && <Outcome preview={preview} />}
      {sound && <ReasonField reason={reason} onReason={setReason} />}
    </FormDialog>
  );
}

function Outcome({ preview: { faults, counts } }: { preview: ReformPreview }) {
  const { t } = useWords();
  if (faults.length === 0)
    return (
      <div role="status">
        <p>{t('admin.divisions.counts')}</p>
        <CountList counts={counts} />
      </div>
    );
  return (
    <div className="field-error" role="alert">
      <p>{t('admin.divisions.impossible')}</p>
      <ul className="plain">
        {faults.map(({ path, fault }) => (
          <li key={`${path} ${fault}`}>
            {path}: {t(`admin.divisions.faults.${fault}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
