// Recovery codes that the server has just told, and never tells again: nothing goes on before they are kept.
import { create } from 'zustand';
import { forgetWhen } from '../../platform/person.ts';

export const useFreshCodes = create<{ codes: readonly string[] | undefined }>(() => ({ codes: undefined }));

export const keepCodes = (codes: readonly string[] | undefined) => useFreshCodes.setState({ codes });

forgetWhen('left', () => keepCodes(undefined));
