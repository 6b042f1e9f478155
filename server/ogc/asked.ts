// What every resource of /ogc wants to know of a request.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../platform/config.ts';
import type { Words } from '../platform/dataset.ts';
import { originOf } from './address.ts';
import type { Link } from './contract.ts';

export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';
export const HTML_TYPE = 'text/html';

export interface Asked {
  /** Absolute address of the landing page: `http://…/ogc`. */
  readonly base: string;
  /** The very address that was asked for, with its query. */
  readonly here: string;
  readonly language: keyof Words;
  /** A page for people, not JSON for programs. */
  readonly asPage: boolean;
}

export function readAsked(request: FastifyRequest, config: Config): Asked {
  const { url, headers, query } = request;
  const origin = originOf(request, config);
  return {
    base: `${origin}/ogc`,
    here: `${origin}${url}`,
    language: /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'zh',
    asPage: wantsPage((query as { f?: string }).f, headers.accept),
  };
}

/** A browser asks for a page and does not speak of JSON; `f` says it plainly. */
function wantsPage(f: string | undefined, accept = ''): boolean {
  if (f !== undefined) return f === 'html';
  return accept.includes(HTML_TYPE) && !accept.includes('json');
}

/** A resource itself, and itself in the other format. */
export function selfLinks({ here, asPage }: Asked, type: string): Link[] {
  const json: Link = {
    href: withParameter(here, 'f', 'json'),
    rel: asPage ? 'alternate' : 'self',
    type,
    title: 'JSON',
  };
  const page: Link = {
    href: withParameter(here, 'f', 'html'),
    rel: asPage ? 'self' : 'alternate',
    type: HTML_TYPE,
    title: 'HTML',
  };
  return asPage ? [page, json] : [json, page];
}

/** An address with one parameter set. */
export function withParameter(address: string, name: string, value: string): string {
  const [path = '', query = ''] = address.split('?');
  const search = new URLSearchParams(query);
  search.set(name, value);
  return `${path}?${search}`;
}
