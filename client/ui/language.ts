// Starts i18next with typed keys. Chinese is the first language; English where the address or the user says so.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { recall, remember } from '../platform/remembered.ts';
import type { Language } from '../platform/url-state.ts';
import { en, zh } from './words/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh };
  }
}

/** What `lang` on the page's root says. */
export const HTML_LANG: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

/** Ready for `t` at once: both languages are part of the bundle. */
export function startLanguage(fromAddress: Language | undefined): void {
  void i18next.use(initReactI18next).init({
    lng: fromAddress ?? recall<Language>('language', 'zh'),
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    // React escapes what it shows; escaping here as well would show &amp; to the user.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

/** Changes the language everywhere and keeps the choice on this machine. */
export function setLanguage(language: Language): void {
  remember('language', language);
  void i18next.changeLanguage(language);
}

/** The words, and the language they are in (for formats). */
export function useWords() {
  const { t, i18n } = useTranslation();
  return { t, language: (i18n.language === 'en' ? 'en' : 'zh') satisfies Language as Language };
}

export type Translate = ReturnType<typeof useWords>['t'];
