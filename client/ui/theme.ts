// Light or dark: what the address says, else what this machine remembers, else what the system prefers.
import { useEffect } from 'react';
import { recall, remember } from '../platform/remembered.ts';
import { useChangeUrl, useUrlState } from '../platform/url.tsx';
import { THEMES, type Theme } from '../platform/url-state.ts';
import { useMedia } from './use-media.ts';

const NAME = 'theme';
const LIGHT = '(prefers-color-scheme: light)';

/** Before the first drawing, so that nobody is dazzled by the other one. */
export function startTheme(fromAddress: Theme | undefined): void {
  apply(fromAddress ?? remembered() ?? (matchMedia(LIGHT).matches ? 'light' : 'dark'));
}

/** The theme in force. */
export function useTheme(): Theme {
  const fromAddress = useUrlState((state) => state.theme);
  const light = useMedia(LIGHT);
  return fromAddress ?? remembered() ?? (light ? 'light' : 'dark');
}

/** Puts the theme on the page; once a page. */
export function useAppliedTheme(): void {
  const theme = useTheme();
  useEffect(() => apply(theme), [theme]);
}

/** Chooses, or leaves it to the system again (undefined); kept on this machine and in the address. */
export function useChooseTheme(): { chosen: Theme | undefined; choose: (theme: Theme | undefined) => void } {
  const fromAddress = useUrlState((state) => state.theme);
  const change = useChangeUrl();
  const choose = (theme: Theme | undefined) => {
    remember(NAME, theme ?? null);
    change({ theme }, 'replace');
  };
  return { chosen: fromAddress ?? remembered(), choose };
}

const remembered = () => THEMES.find((theme) => theme === recall<unknown>(NAME, undefined));

function apply(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', theme);
}
