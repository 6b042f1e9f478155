// Who holds which post; granting, substitutes, ending.
import { useState } from 'react';
import type { Post } from '#contract/identity/administration';
import { useNow } from '../platform/clock.ts';
import { useSession } from '../platform/session.ts';
import { formatMoment } from '../ui/formats.ts';
import { useDepartmentWords } from '../ui/use-departments.ts';
import { useWords } from '../ui/language.ts';
import { useSettled } from '../ui/use-settled.ts';
import { zh } from '../ui/words/index.ts';
import { Act } from './act.tsx';
import { AdminHead, AdminTable } from './admin-table.tsx';
import { EndingForm } from './ending-form.tsx';
import { GrantForm } from './grant-form.tsx';
import { PostChangeForm } from './post-change-form.tsx';
import { AdministratorForm, isAdministrator, PostEndForm } from './request-forms.tsx';
import { SubstituteForm } from './substitute-form.tsx';
import { useAdminList } from './use-admin.ts';

const REST_MS = 250;
const STATES = ['in-force', 'to-come', 'over', 'all'] as const;
const ROLES = Object.keys(zh.identity.roles) as (keyof typeof zh.identity.roles)[];

type Open = { what: 'grant' | 'administrator' } | { what: 'substitute' | 'change' | 'end' | 'ask-end'; post: Post };

export function PostsPage() {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const [role, setRole] = useState('');
  const [state, setState] = useState<(typeof STATES)[number]>('in-force');
  const [open, setOpen] = useState<Open>();
  const list = useAdminList<Post>('/posts', { q: useSettled(words.trim(), REST_MS), role, state });
  const { data: session } = useSession();
  const mayGrant = session?.acts.includes('identity:grant-posts') ?? false;
  const close = () => setOpen(undefined);
  return (
    <section className="admin-page">
      <AdminHead title={t('admin.pages.posts')} count={list.total} hint={t('admin.posts.hint')}>
        {mayGrant && (
          <>
            <button type="button" className="button" onClick={() => setOpen({ what: 'administrator' })}>
              {t('admin.posts.administrator')}
            </button>
            <button type="button" className="button is-primary" onClick={() => setOpen({ what: 'grant' })}>
              {t('admin.posts.grant')}
            </button>
          </>
        )}
      </AdminHead>
      <div className="admin-filters">
        <input
          type="search"
          value={words}
          aria-label={t('admin.posts.find')}
          placeholder={t('admin.posts.find')}
          onChange={({ target }) => setWords(target.value)}
        />
        <select aria-label={t('admin.posts.role')} value={role} onChange={({ target }) => setRole(target.value)}>
          <option value="">{t('admin.posts.allRoles')}</option>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t(`identity.roles.${one}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('admin.state')}
          value={state}
          onChange={({ target }) => setState(STATES.find((one) => one === target.value) ?? 'in-force')}
        >
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`admin.posts.states.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <AdminTable
        name={t('admin.pages.posts')}
        headings={[t('admin.people.name'), t('admin.posts.role'), t('admin.posts.scope'), t('admin.posts.time')]}
        acts
        count={list.data && list.items.length}
        busy={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={t('admin.posts.none')}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      >
        {list.items.map((post) => (
          <PostRow
            key={post.id}
            post={post}
            mayGrant={mayGrant && post.person.id !== session?.user.id}
            onOpen={setOpen}
          />
        ))}
      </AdminTable>
      {open?.what === 'grant' && <GrantForm onClose={close} />}
      {open?.what === 'administrator' && <AdministratorForm onClose={close} />}
      {open?.what === 'substitute' && <SubstituteForm post={open.post} onClose={close} />}
      {open?.what === 'ask-end' && <PostEndForm post={open.post} onClose={close} />}
      {open?.what === 'end' && <EndForm post={open.post} onClose={close} />}
      {open?.what === 'change' && <PostChangeForm post={open.post} onClose={close} />}
    </section>
  );
}

function EndForm({ post: { id, person, role }, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useWords();
  const name = person.name ?? t('admin.posts.elsewhere');
  return (
    <EndingForm
      title={t('admin.posts.endOf', { name, role: t(`identity.roles.${role}`) })}
      hint={t('admin.posts.endHint')}
      send={t('admin.posts.end')}
      sending={{ method: 'DELETE', path: `/posts/${id}` }}
      onClose={onClose}
    />
  );
}

/** Who grants without being a person. */
const MACHINES = ['oidc', 'job', 'operator'] as const;
const isMachine = (name: string): name is (typeof MACHINES)[number] => MACHINES.some((one) => one === name);

function PostRow({ post, mayGrant, onOpen }: { post: Post; mayGrant: boolean; onOpen: (open: Open) => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const name = post.person.name ?? t('admin.posts.elsewhere');
  const time = (at: string) => formatMoment(Date.parse(at), now, language);
  const over = post.state === 'over';
  const wordsOf = useDepartmentWords();
  const byTwo = isAdministrator(post.role);
  return (
    <tr className={over ? 'is-over' : ''}>
      <th scope="row">
        {name}
        <small>{post.person.login}</small>
      </th>
      <td>
        {t(`identity.roles.${post.role}`)}
        {post.title !== '' && ` · ${post.title}`}
        {post.substituteFor !== null && <small>{t('identity.post.substitute', { name: post.substituteFor })}</small>}
        {post.acts && <small title={post.acts.join('\n')}>{t('admin.posts.acts', { n: post.acts.length })}</small>}
      </td>
      <td>
        {post.areas.map((area) => area.name).join(t('shell.comma'))}
        <small>
          {post.departments.includes('*')
            ? t('admin.posts.allDepartments')
            : wordsOf(post.departments).join(t('shell.comma'))}
          {post.unit !== null && ` · ${post.unit}`}
        </small>
      </td>
      <td className="is-short">
        {t('admin.posts.from', { time: time(post.from) })}
        <small>
          {over && post.endedAt !== null
            ? t('admin.posts.ended', { time: time(post.endedAt) })
            : post.to === null
              ? t('admin.posts.open')
              : t('identity.post.until', { time: time(post.to) })}
        </small>
        <small>
          {t('admin.posts.by', {
            name: isMachine(post.grantedBy) ? t(`admin.posts.granters.${post.grantedBy}`) : post.grantedBy,
          })}
        </small>
      </td>
      <td>
        {mayGrant && !over && (
          <div className="admin-acts">
            {post.substituteOf === null && !byTwo && (
              <Act label={t('admin.posts.substitute')} of={name} onAct={() => onOpen({ what: 'substitute', post })} />
            )}
            <Act label={t('admin.change')} of={name} onAct={() => onOpen({ what: 'change', post })} />
            <Act
              label={t('admin.posts.end')}
              of={name}
              ends
              onAct={() => onOpen({ what: byTwo ? 'ask-end' : 'end', post })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}
