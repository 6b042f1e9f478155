// Which post somebody acts in: asked where there are several, and changed later from the account.
import type { PostChoice, Session } from '#contract/identity';
import { serverNow } from '../../platform/clock.ts';
import { sendJson } from '../../platform/http.ts';
import { formatMoment } from '../../ui/formats.ts';
import { useWords } from '../../ui/language.ts';
import { typed } from './fields.tsx';
import { StepForm } from './step-form.tsx';
import { useStep } from './use-step.ts';

interface Props {
  session: Session;
  title: string;
}

export function PostStep({ session: { posts, post: present }, title }: Props) {
  const { t } = useWords();
  const step = useStep((post: string) => sendJson('PUT', '/api/identity/post', { post }));
  if (posts.length === 0) {
    return (
      <div className="step">
        <h2>{title}</h2>
        <p className="step-why" role="status">
          {t('identity.post.none')}
        </p>
      </div>
    );
  }
  return (
    <StepForm
      title={title}
      why={t('identity.post.why')}
      send={t('identity.post.send')}
      step={step}
      given={(form) => typed(form, 'post')}
    >
      <div className="choices" role="radiogroup" aria-label={title}>
        {posts.map((post, at) => (
          <label key={post.id} className="choice">
            <input
              type="radio"
              name="post"
              value={post.id}
              defaultChecked={present === null ? at === 0 : post.id === present}
            />
            <PostText post={post} isPresent={post.id === present} />
          </label>
        ))}
      </div>
    </StepForm>
  );
}

function PostText({
  post: { title, role, areas, substituteFor, until },
  isPresent,
}: {
  post: PostChoice;
  isPresent: boolean;
}) {
  const { t, language } = useWords();
  const facts = [
    title === '' ? '' : t(`identity.roles.${role}`),
    areas.join(t('shell.comma')),
    substituteFor === null ? '' : t('identity.post.substitute', { name: substituteFor }),
    until === null ? '' : t('identity.post.until', { time: formatMoment(until, serverNow(), language) }),
    isPresent ? t('identity.post.now') : '',
  ];
  return (
    <span>
      <b>{title || t(`identity.roles.${role}`)}</b>
      <small>{facts.filter(Boolean).join(' · ')}</small>
    </span>
  );
}
