// The entry of the console.
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/frame.css';
import './ui/top.css';
import './ui/strip.css';
import './ui/list.css';
import './ui/drawer.css';
import './ui/phone.css';
import './ui/touch.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { watchAttendance } from './platform/attendance.ts';
import { startLanguage } from './ui/language.ts';
import { showMoment } from './platform/moment.ts';
import { parseUrlState } from './platform/url-state.ts';
import { startTheme } from './ui/theme.ts';

const { lang, theme, moment } = parseUrlState(location.search);
startLanguage(lang);
startTheme(theme);
showMoment(moment);
watchAttendance();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
// The Chinese faces are 97 files and their style sheet is large: it must not hold up the first paint.
requestAnimationFrame(() => setTimeout(() => void import('./ui/fonts.ts')));
