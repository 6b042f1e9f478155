// The resources of OGC API – Features, Part 1, that are not features: landing page, conformance, collections.
import type { DatasetField, OpenDataset } from '../platform/dataset.ts';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, selfLinks, type Asked } from './asked.ts';
import { CONFORMANCE, CRS84, type Collection, type Link } from './contract.ts';
import type { Extent } from './store.ts';

export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';
export const SCHEMA_TYPE = 'application/schema+json';

export interface Document {
  readonly title: string;
  readonly description?: string;
  readonly links: readonly Link[];
}

export function landing(asked: Asked): Document {
  const { base, language } = asked;
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return {
    title: say('烽燧 · 开放要素服务', 'Fengsui · features'),
    description: say(
      '按 OGC API – Features 提供的要素。QGIS、GDAL 等软件可直接连接此地址。',
      'Features by OGC API – Features. QGIS, GDAL and others connect to this address.',
    ),
    links: [
      ...selfLinks(asked, JSON_TYPE),
      { href: `${base}/api`, rel: 'service-desc', type: OPENAPI_TYPE, title: say('接口描述', 'The API') },
      { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: say('符合的标准', 'Conformance') },
      { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: say('要素集', 'Collections') },
    ],
  };
}

export function conformance(asked: Asked): Document & { conformsTo: readonly string[] } {
  return {
    title: asked.language === 'zh' ? '符合的标准' : 'Conformance',
    links: selfLinks(asked, JSON_TYPE),
    conformsTo: CONFORMANCE,
  };
}

export function collectionList(asked: Asked, collections: readonly Collection[]) {
  return {
    title: asked.language === 'zh' ? '要素集' : 'Collections',
    links: selfLinks(asked, JSON_TYPE),
    collections,
  };
}

/** @param alone  it is a resource of its own, not a part of the list */
export function collection(asked: Asked, dataset: OpenDataset, extent: Extent, alone: boolean): Collection {
  const { name, title, description } = dataset;
  const { base, language } = asked;
  const own = `${base}/collections/${name}`;
  const here: readonly Link[] = alone
    ? selfLinks(asked, JSON_TYPE)
    : [{ href: own, rel: 'self', type: JSON_TYPE, title: title[language] }];
  return {
    id: name,
    title: title[language],
    description: description[language],
    itemType: 'feature',
    crs: [CRS84],
    ...extentOf(extent),
    links: [
      ...here,
      { href: `${own}/items`, rel: 'items', type: GEOJSON_TYPE, title: title[language] },
      { href: `${own}/items?f=html`, rel: 'items', type: HTML_TYPE, title: title[language] },
      { href: `${own}/schema`, rel: 'describedby', type: SCHEMA_TYPE, title: language === 'zh' ? '字段' : 'Fields' },
    ],
  };
}

/** Said only where it is known: a box must hold every feature. */
function extentOf({ box, since }: Extent): Pick<Collection, 'extent'> {
  const spatial = box && { spatial: { bbox: [box], crs: CRS84 } };
  const temporal = since !== undefined && {
    temporal: { interval: [[since, null]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
  };
  return spatial || temporal ? { extent: { ...spatial, ...temporal } } : {};
}

const JSON_TYPES = {
  text: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  time: 'string',
} as const;

/** JSON Schema of a feature's properties: what each is called, of which type, in which unit. */
export function featureSchema({ base, language }: Asked, { name, title, source }: OpenDataset) {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${base}/collections/${name}/schema`,
    title: title[language],
    type: 'object',
    properties: Object.fromEntries(source.fields.map((field) => [field.name, propertySchema(field, language)])),
  };
}

export function propertySchema({ type, title }: DatasetField, language: Asked['language']) {
  return { title: title[language], type: JSON_TYPES[type], ...(type === 'time' && { format: 'date-time' }) };
}
