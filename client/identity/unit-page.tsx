import { useWords } from '../ui/language.ts';
import { SignInFrame } from './sign-in/sign-in-frame.tsx';
import { WhoAmI } from './who-am-i.tsx';

/** Whoever answers for a hazard source has no console. */
export function UnitPage() {
  const { t } = useWords();
  return (
    <SignInFrame languageSwitch={<WhoAmI />}>
      <div className="step">
        <h2>{t('identity.noConsole.unit')}</h2>
        <p className="step-why">{t('identity.noConsole.unitWhy')}</p>
        <a className="button" href="/public">
          {t('identity.noConsole.public')}
        </a>
      </div>
    </SignInFrame>
  );
}
