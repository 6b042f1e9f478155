// Key sites: what stands in the city and must be looked after (Wuxi 31: 重点部位, 重点场所).
import { Type, type Static } from 'typebox';
import { Position } from '../../geodata/space/geometry.ts';
import { SITE_KINDS } from '../../geodata/space/kinds.ts';
import { ListQuery, MomentQuery, Page, Provenance, Whereabouts } from '../platform/contract.ts';

export { SITE_KINDS };

export const SiteKind = Type.Enum([...SITE_KINDS]);

/** GET /api/sites a page; GET /api/sites/:id one. */
export const Site = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Type.String(),
  kind: SiteKind,
  address: Type.Union([Type.String(), Type.Null()]),
  manager: Type.Union([Type.String(), Type.Null()]),
  point: Position,
  ...Whereabouts.properties,
  ...Provenance.properties,
});
export type Site = Static<typeof Site>;
export const SitePage = Page(Site);

/** Query of GET /api/sites, in the order of their codes. */
export const SiteQuery = Type.Object({ ...ListQuery.properties, ...MomentQuery, kind: Type.Optional(SiteKind) });
export type SiteQuery = Static<typeof SiteQuery>;
