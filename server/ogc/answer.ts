// How every resource of /ogc leaves, with what caches and pages of other sites must know of it.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTML_TYPE, type Asked } from './asked.ts';
import type { Link } from './contract.ts';

export interface Resource {
  /** Media type of the JSON. */
  readonly type: string;
  /** JSON text of an object. */
  readonly json: () => string;
  /** The same for people: a whole page. */
  readonly page: () => string;
  /** Where to go from here; told in the header `link` too, for who asks for that alone. */
  readonly links?: readonly Link[];
  /** Told in the JSON as `timeStamp`; the ETag does not change with it. */
  readonly at?: Date;
}

/** What is public may be kept by anybody for a minute; the rest is asked for each time. */
const PUBLIC = 'public, max-age=60';
const OWN = 'private, no-cache';

export function answer(request: FastifyRequest, reply: FastifyReply, asked: Asked, resource: Resource): FastifyReply {
  const isPublic = request.subject.caller === 'public';
  const text = asked.asPage ? resource.page() : resource.json();
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  reply
    .header('vary', 'accept, accept-language, cookie, authorization')
    .header('content-language', asked.language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', isPublic ? PUBLIC : OWN)
    .header('etag', tag);
  if (resource.links) reply.header('link', resource.links.map(webLink).join(', '));
  // Pages of other sites get what everybody gets. What this machine may see is not for them.
  if (isPublic) reply.header('access-control-allow-origin', '*');
  if (tagsOf(request.headers['if-none-match']).includes(tag)) return reply.code(304).send();
  return reply
    .type(asked.asPage ? `${HTML_TYPE}; charset=utf-8` : resource.type)
    .serializer((given: string) => given)
    .send(asked.asPage ? text : stamped(text, resource.at));
}

/** By RFC 8288. An address holds no sign that would end it. */
const webLink = ({ href, rel, type }: Link) =>
  `<${href.replace(/[^!-~]|[<>]/g, encodeURIComponent)}>; rel="${rel}"; type="${type}"`;

const tagsOf = (header = '') => header.split(',').map((tag) => tag.trim());

const stamped = (json: string, at: Date | undefined) =>
  at ? `${json.slice(0, -1)},"timeStamp":"${at.toISOString()}"}` : json;
