import { useState } from 'react';
import type { Post } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { endOf, lastDayOf } from './day.ts';
import { FormDialog } from './form-dialog.tsx';
import { isAdministrator } from './request-forms.tsx';
import { useSend } from './use-admin.ts';

/** Another title or last day. A substitute always has one; that of an administrator is decided by two persons. */
export function PostChangeForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const [title, setTitle] = useState(post.title);
  const [to, setTo] = useState(lastDayOf(post.to));
  const byTwo = isAdministrator(post.role);
  const body = { title: title.trim(), ...(!byTwo && { to: endOf(to) ?? null }) };
  return (
    <FormDialog
      title={t('admin.posts.changeOf', { name: post.person.name ?? '' })}
      send={t('shell.save')}
      busy={send.isPending}
      error={send.error}
      ready={post.substituteOf === null || to !== ''}
      onSend={() => send.mutate({ method: 'PATCH', path: `/posts/${post.id}`, body }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <label>
        {t('admin.posts.title')}
        <input value={title} maxLength={60} onChange={({ target }) => setTitle(target.value)} />
      </label>
      {!byTwo && (
        <label>
          {t('admin.posts.lastDay')}
          <input type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        </label>
      )}
    </FormDialog>
  );
}
