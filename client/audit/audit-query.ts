// What the log is narrowed to, as the address of the server's answer. Pure.
import type { AuditFilter } from '#contract/audit';

/** The fields of the form; empty is everything. Days are those of Asia/Shanghai, both included. */
export interface Narrowing {
  readonly from: string;
  readonly to: string;
  readonly actor: string;
  readonly act: string;
  readonly object: string;
  readonly address: string;
  readonly purpose: string;
  readonly area: string;
}

export const EVERYTHING: Narrowing = {
  from: '',
  to: '',
  actor: '',
  act: '',
  object: '',
  address: '',
  purpose: '',
  area: '',
};

const DAY_MS = 24 * 3600 * 1000;
const PATH = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

/** An area that is no code yet narrows nothing. */
export function filterOf({ from, to, area, ...rest }: Narrowing): AuditFilter {
  const words = Object.entries(rest)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  return {
    ...(from !== '' && { from: startOf(from) }),
    ...(to !== '' && { to: new Date(Date.parse(startOf(to)) + DAY_MS).toISOString() }),
    ...(PATH.test(area.trim()) && { area: area.trim() }),
    ...Object.fromEntries(words),
  };
}

const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`).toISOString();

/** `?from=…&act=…` with what else is asked for. */
export const searchOf = (filter: AuditFilter, more: Readonly<Record<string, string>>): string =>
  new URLSearchParams({ ...(filter as Record<string, string>), ...more }).toString();
