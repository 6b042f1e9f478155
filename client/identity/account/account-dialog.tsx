// One's own account: post, sessions, second step, password.
import '../sign-in/sign-in.css';
import type { ComponentType } from 'react';
import { useSession } from '../../platform/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/language.ts';
import { showToast } from '../../ui/toasts.tsx';
import { ApplicationPasswordsSection } from '../application-passwords.tsx';
import { PasswordForm } from '../factors/password-form.tsx';
import { PostStep } from '../sign-in/post-step.tsx';
import { FactorsSection } from './factors-section.tsx';
import { PhoneSection } from './phone-section.tsx';
import { sectionsFor, type Section } from './sections.ts';
import { SessionsSection } from './sessions-section.tsx';

interface Props {
  section: Section;
  onSection: (section: Section) => void;
  onClose: () => void;
}

interface SectionProps {
  onClose: () => void;
}

const SECTIONS: Readonly<Record<Section, ComponentType<SectionProps>>> = {
  post: PostSection,
  sessions: SessionsSection,
  factors: FactorsSection,
  password: PasswordSection,
  phone: PhoneSection,
  programs: ApplicationPasswordsSection,
};

export function AccountDialog({ section, onSection, onClose }: Props) {
  const { t } = useWords();
  const { data: session } = useSession();
  const Shown = SECTIONS[section];
  return (
    <Dialog title={t('identity.menu.account')} onClose={onClose} className="account">
      <nav className="ways" aria-label={t('identity.menu.account')}>
        {session &&
          sectionsFor(session).map((one) => (
            <button
              key={one}
              type="button"
              className="chip"
              aria-pressed={one === section}
              onClick={() => onSection(one)}
            >
              {t(`identity.menu.${one}`)}
            </button>
          ))}
      </nav>
      <div className="account-section" key={section}>
        <Shown onClose={onClose} />
      </div>
    </Dialog>
  );
}

function PostSection() {
  const { t } = useWords();
  const { data: session } = useSession();
  return session && <PostStep session={session} title={t('identity.menu.post')} />;
}

function PasswordSection({ onClose }: SectionProps) {
  const { t } = useWords();
  const done = () => {
    showToast({ text: t('identity.newPassword.changed') });
    onClose();
  };
  return <PasswordForm title={t('identity.menu.password')} onDone={done} />;
}
