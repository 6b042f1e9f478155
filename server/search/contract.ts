// One box that finds everything by Chinese name, pinyin initials or code.
import { Type, type Static } from 'typebox';
import { Position } from '../../geodata/space/geometry.ts';
import { MomentQuery } from '../platform/contract.ts';

export const SEARCH_KINDS = ['divisions', 'grids', 'places', 'hazards', 'shelters', 'sites', 'incidents'] as const;
export const SearchKind = Type.Enum([...SEARCH_KINDS]);

/** GET /api/search?q=&limit= : best first. */
export const SearchHit = Type.Object({
  kind: SearchKind,
  /** What the kind's own route takes: a uuid, a grid code, a division path. */
  id: Type.String(),
  name: Type.String(),
  code: Type.Union([Type.String(), Type.Null()]),
  /** County and town, for telling equal names apart. */
  where: Type.Union([Type.String(), Type.Null()]),
  point: Position,
  matched: Type.Enum(['name', 'initials', 'pinyin', 'code']),
});
export type SearchHit = Static<typeof SearchHit>;

/** Query of GET /api/search. */
export const SearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 100 }),
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  ...MomentQuery,
});
export type SearchQuery = Static<typeof SearchQuery>;
