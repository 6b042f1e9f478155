// Somebody stands in for a post: never more than that post has, and for a time.
import { useState } from 'react';
import type { MatrixRow, NamedArea, Person, Post } from '#contract/identity/administration';
import { useWords } from '../ui/language.ts';
import { AreaPicker } from './area-picker.tsx';
import { beginOf, endOf } from './day.ts';
import { declaredWords } from './declared-words.ts';
import { DepartmentChoice } from './department-choice.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Period } from './grant-form.tsx';
import { PersonPicker } from './person-picker.tsx';
import { useAdmin, useSend } from './use-admin.ts';

export function SubstituteForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useWords();
  const send = useSend();
  const [person, setPerson] = useState<Person>();
  const [areas, setAreas] = useState<readonly NamedArea[]>(post.areas);
  const [departments, setDepartments] = useState<readonly string[]>(post.departments);
  const [acts, setActs] = useState<readonly string[] | undefined>(post.acts ?? undefined);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const body = {
    personId: person?.id,
    areas: areas.map(({ path }) => path),
    departments,
    from: beginOf(from),
    to: endOf(to),
    ...(acts && { acts }),
  };
  const ready = person !== undefined && areas.length > 0 && from !== '' && to !== '' && acts?.length !== 0;
  return (
    <FormDialog
      title={t('admin.posts.substituteFor', { name: post.person.name ?? '' })}
      send={t('admin.posts.substitute')}
      busy={send.isPending}
      error={send.error}
      ready={ready}
      wide
      onSend={() =>
        send.mutate({ method: 'POST', path: `/posts/${post.id}/substitutions`, body }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <p className="admin-hint">{t('admin.posts.substituteHint')}</p>
      <PersonPicker label={t('admin.posts.substitutePerson')} chosen={person} onChange={setPerson} />
      <Period from={from} to={to} onFrom={setFrom} onTo={setTo} />
      <ActChoice post={post} chosen={acts} onChange={setActs} />
      <AreaPicker label={t('admin.posts.areas')} chosen={areas} onChange={setAreas} />
      <DepartmentChoice chosen={departments} onChange={setDepartments} within={post.departments} />
    </FormDialog>
  );
}

interface ActProps {
  post: Post;
  /** Undefined for all of the role. */
  chosen: readonly string[] | undefined;
  onChange: (acts: readonly string[] | undefined) => void;
}

/** What the role may do, as the server declares it. */
function ActChoice({ post, chosen, onChange }: ActProps) {
  const { t, language } = useWords();
  const { data = [] } = useAdmin<MatrixRow[]>('/matrix');
  const declared = data.filter(({ who }) => who.includes(post.role) && !who.includes('public')).map(({ act }) => act);
  const offered = [...new Set(declared)]
    .filter((act) => post.acts === null || post.acts.includes(act))
    .sort((a, b) => declaredWords(a, language).localeCompare(declaredWords(b, language), language));
  const toggle = (act: string) =>
    onChange(chosen?.includes(act) ? chosen.filter((one) => one !== act) : [...(chosen ?? []), act]);
  return (
    <fieldset className="admin-field">
      <legend>{t('admin.posts.may')}</legend>
      <div className="admin-choices">
        {post.acts === null && (
          <label className="admin-check">
            <input
              type="checkbox"
              checked={chosen === undefined}
              onChange={({ target }) => onChange(target.checked ? undefined : [])}
            />
            {t('admin.posts.allActs')}
          </label>
        )}
        {chosen !== undefined &&
          offered.map((act) => (
            <label key={act} className="admin-check">
              <input type="checkbox" checked={chosen.includes(act)} onChange={() => toggle(act)} />
              {declaredWords(act, language)}
            </label>
          ))}
      </div>
    </fieldset>
  );
}
