// The description of /ogc as OpenAPI 3.0: each collection with its own parameters, since clients filter by those alone.
import packageJson from '../../package.json' with { type: 'json' };
import type { OpenDataset } from '../platform/dataset.ts';
import type { Asked } from './asked.ts';
import { FORMATS, MOST_FEATURES, USUAL_FEATURES } from './contract.ts';
import { propertySchema } from './documents.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required: boolean;
  readonly schema: object;
  readonly description?: string;
  readonly style: 'form' | 'simple';
  readonly explode: false;
}

export function describe(asked: Asked, datasets: readonly OpenDataset[]) {
  const { base, language } = asked;
  const paths: Record<string, object> = {
    '/': get('landingPage', 'Landing page', JSON_ANSWER),
    '/conformance': get('conformance', 'Conformance', JSON_ANSWER),
    '/collections': get('collections', 'Collections', JSON_ANSWER),
  };
  for (const dataset of datasets) {
    const { name, title } = dataset;
    const own = `/collections/${name}`;
    paths[own] = get(`${name}Collection`, title[language], JSON_ANSWER);
    paths[`${own}/schema`] = get(`${name}Schema`, title[language], answerOf('application/schema+json'));
    paths[`${own}/items`] = get(`${name}Items`, title[language], GEOJSON_ANSWER, itemsParameters(asked, dataset));
    const id = parameter('featureId', { type: 'string' });
    paths[`${own}/items/{featureId}`] = get(`${name}Item`, title[language], GEOJSON_ANSWER, [
      { ...id, in: 'path', required: true, style: 'simple' },
      ...momentsOf(dataset.source),
    ]);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Fengsui 烽燧 · OGC API – Features',
      version: packageJson.version,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: base }],
    paths,
  };
}

const parameter = (name: string, schema: object, description?: string): Parameter => ({
  name,
  in: 'query',
  required: false,
  schema,
  style: 'form',
  explode: false,
  ...(description !== undefined && { description }),
});

const INSTANT = { type: 'string', format: 'date-time' };
const FORMAT = parameter('f', { type: 'string', enum: FORMATS });
const MOMENTS = [
  parameter('asKnownAt', INSTANT, 'What was known then: later corrections do not change the answer'),
  parameter('asItWasAt', INSTANT, 'What was so then, by all that is known today'),
];
const momentsOf = ({ history }: OpenDataset['source']) => (history ? MOMENTS : []);
const BOX = parameter('bbox', {
  type: 'array',
  oneOf: [
    { minItems: 4, maxItems: 4 },
    { minItems: 6, maxItems: 6 },
  ],
  items: { type: 'number' },
});

function itemsParameters({ language }: Asked, { source }: OpenDataset): Parameter[] {
  return [
    BOX,
    parameter('datetime', { type: 'string' }, 'An instant, or two with a slash between, one of them maybe ..'),
    parameter('limit', { type: 'integer', minimum: 1, maximum: MOST_FEATURES, default: USUAL_FEATURES }),
    parameter('after', { type: 'string' }, 'Where the page before ended, as in its link "next"'),
    ...momentsOf(source),
    ...source.fields.map((field) => parameter(field.name, propertySchema(field, language), field.title[language])),
  ];
}

function get(operationId: string, summary: string, success: object, parameters: readonly Parameter[] = []) {
  const responses = { 200: success, default: PROBLEM_ANSWER };
  return { get: { operationId, summary, tags: ['Features'], parameters: [...parameters, FORMAT], responses } };
}

const answerOf = (type: string) => ({ description: 'Success', content: { [type]: { schema: { type: 'object' } } } });
const JSON_ANSWER = answerOf('application/json');
const GEOJSON_ANSWER = answerOf('application/geo+json');
const PROBLEM_ANSWER = { ...answerOf('application/problem+json'), description: 'A problem by RFC 9457' };
