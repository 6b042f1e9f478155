// What waits for a second person, and what was decided.
import { useState } from 'react';
import type { Decided, TwoPersonRequest } from '#contract/identity/administration/requests';
import { useNow } from '../platform/clock.ts';
import { formatMoment } from '../ui/formats.ts';
import { useWords } from '../ui/language.ts';
import { Act } from './act.tsx';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { FormDialog } from './form-dialog.tsx';
import { RequestContent } from './request-content.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { useAdmin, useSend } from './use-admin.ts';

export function RequestsPage() {
  const { t } = useWords();
  const list = useAdmin<TwoPersonRequest[]>('/requests');
  const [open, setOpen] = useState<TwoPersonRequest>();
  const [secret, setSecret] = useState<string>();
  return (
    <section className="admin-page">
      <AdminHead
        title={t('admin.pages.requests')}
        count={list.data?.filter(({ state }) => state === 'open').length}
        hint={t('admin.requests.hint')}
      />
      <AdminTable
        name={t('admin.pages.requests')}
        headings={[t('admin.requests.kind'), t('admin.requests.about'), t('admin.requests.asker'), t('admin.state')]}
        acts
        count={list.data?.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.requests.none')}
      >
        {list.data?.map((request) => (
          <RequestRow key={request.id} request={request} onOpen={() => setOpen(request)} />
        ))}
      </AdminTable>
      {open && (
        <DecisionForm
          request={open}
          onClose={() => setOpen(undefined)}
          onDecided={({ password }) => {
            setOpen(undefined);
            setSecret(password);
          }}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          title={t('admin.requests.password')}
          secret={secret}
          hint={t('admin.people.passwordHint')}
          onClose={() => setSecret(undefined)}
        />
      )}
    </section>
  );
}

/** What they are about is no person. */
const ABOUT_A_PLACE: readonly TwoPersonRequest['kind'][] = ['reform', 'emergency'];

function RequestRow({ request, onOpen }: { request: TwoPersonRequest; onOpen: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const time = (at: string) => formatMoment(Date.parse(at), now, language);
  const somebody = (one: TwoPersonRequest['about']) => one?.name ?? one?.id.slice(0, 8) ?? '';
  return (
    <tr className={request.state === 'open' ? '' : 'is-over'}>
      <th scope="row">{t(`admin.requests.kinds.${request.kind}`)}</th>
      <td>
        {ABOUT_A_PLACE.includes(request.kind) ? request.division.name : somebody(request.about)}
        <small>{request.reason}</small>
      </td>
      <td>
        {somebody(request.askedBy)}
        <small>{time(request.askedAt)}</small>
      </td>
      <td>
        {t(`admin.requests.states.${request.state}`)}
        {request.decidedBy && (
          <small>
            {somebody(request.decidedBy)} · {request.decidedAt && time(request.decidedAt)}
          </small>
        )}
        {request.answer && <small>{request.answer}</small>}
        {request.state === 'open' && <small>{t('admin.requests.until', { time: time(request.expiresAt) })}</small>}
        {!request.hasDecider && <small className="field-error">{t('admin.requests.nobodyDecides')}</small>}
      </td>
      <td>
        <div className="admin-acts">
          {request.mayDecide && (
            <Act label={t('admin.requests.decide')} of={t(`admin.requests.kinds.${request.kind}`)} onAct={onOpen} />
          )}
        </div>
      </td>
    </tr>
  );
}

interface DecisionProps {
  request: TwoPersonRequest;
  onDecided: (decided: Decided) => void;
  onClose: () => void;
}

function DecisionForm({ request, onDecided, onClose }: DecisionProps) {
  const { t } = useWords();
  const send = useSend<Decided>();
  const [approved, setApproved] = useState<boolean>();
  const [answer, setAnswer] = useState('');
  const decide = () =>
    send.mutate(
      { method: 'POST', path: `/requests/${request.id}/decision`, body: { approved, answer: answer.trim() } },
      { onSuccess: onDecided },
    );
  return (
    <FormDialog
      title={t(`admin.requests.kinds.${request.kind}`)}
      send={t('admin.requests.decideNow')}
      busy={send.isPending}
      error={send.error}
      ready={approved === true || (approved === false && answer.trim() !== '')}
      wide={request.kind === 'reform'}
      onSend={decide}
      onClose={onClose}
    >
      <RequestContent request={request} />
      <fieldset className="admin-field">
        <legend>{t('admin.requests.decision')}</legend>
        {([true, false] as const).map((one) => (
          <label key={String(one)} className="admin-check">
            <input type="radio" name="approved" checked={approved === one} onChange={() => setApproved(one)} />
            {t(one ? 'admin.requests.approve' : 'admin.requests.refuse')}
          </label>
        ))}
      </fieldset>
      <label>
        {t(approved === false ? 'admin.requests.why' : 'admin.requests.answer')}
        <textarea value={answer} maxLength={500} rows={2} onChange={({ target }) => setAnswer(target.value)} />
      </label>
    </FormDialog>
  );
}
