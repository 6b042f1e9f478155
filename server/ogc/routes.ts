import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { allow, isAllowed } from '../identity/guard.ts';
import { readMomentOf, refuseStrangers } from '../platform/dataset-query.ts';
import { openDatasets, type Dataset, type OpenDataset } from '../platform/dataset.ts';
import { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import { answer, type Resource } from './answer.ts';
import { GEOJSON_TYPE, JSON_TYPE, readAsked, type Asked } from './asked.ts';
import { ItemQuery, ItemsQuery, ResourceQuery } from './contract.ts';
import { describe } from './description.ts';
import {
  collection,
  collectionList,
  conformance,
  featureSchema,
  landing,
  OPENAPI_TYPE,
  SCHEMA_TYPE,
  type Document,
} from './documents.ts';
import { collectionText, itemLinks, itemText, pageLinks } from './features.ts';
import { collectionsPage, documentPage, featurePage, featuresPage } from './pages.ts';
import { readItemsQuery } from './query.ts';
import { findExtent, findExtents, findFeature, findFeatures } from './store.ts';

/** Everybody may come in, programs of people too; what is behind each collection is for its own access to say. */
const config = { access: allow('public', 'ogc:read', { area: 'none', data: 'public', programs: true }) };
const tags = ['ogc'];
const CollectionPlace = Type.Object({ id: Type.String({ maxLength: 100 }) });
const FeaturePlace = Type.Object({ ...CollectionPlace.properties, featureId: Type.String({ maxLength: 200 }) });

/** @param all  every dataset of the house; each caller meets those that are open to him */
export const ogcRoutes = (services: Services, all: () => readonly Dataset[]): FastifyPluginAsyncTypebox => {
  const openTo = ({ subject }: FastifyRequest) =>
    openDatasets(
      all().filter(({ exportsOnly }) => exportsOnly !== true),
      (access) => isAllowed(access, subject),
    );
  return async (app) => {
    await app.register(frameRoutes(services, openTo));
    await app.register(collectionRoutes(services, openTo), { prefix: '/collections' });
  };
};

type OpenTo = (request: FastifyRequest) => OpenDataset[];

/** Landing page, conformance and the description. */
const frameRoutes =
  ({ config: settings }: Services, openTo: OpenTo): FastifyPluginAsyncTypebox =>
  async (app) => {
    const schema = (summary: string) => ({ tags, summary, querystring: ResourceQuery });
    const read = (request: FastifyRequest) => {
      refuseStrangers(request.query as object, ResourceQuery);
      return readAsked(request, settings);
    };

    app.get('/', { config, schema: schema('Landing page of OGC API – Features') }, async (request, reply) => {
      const asked = read(request);
      return answer(request, reply, asked, documentOf(asked, landing(asked)));
    });

    app.get('/conformance', { config, schema: schema('What the service conforms to') }, async (request, reply) => {
      const asked = read(request);
      const document = conformance(asked);
      return answer(request, reply, asked, documentOf(asked, document, document.conformsTo));
    });

    app.get('/api', { config, schema: schema('The service as OpenAPI 3.0') }, async (request, reply) => {
      const asked = { ...read(request), asPage: false };
      const json = () => JSON.stringify(describe(asked, openTo(request)));
      return answer(request, reply, asked, { type: OPENAPI_TYPE, json, page: json });
    });
  };

const collectionRoutes =
  ({ config: settings, clock }: Services, openTo: OpenTo): FastifyPluginAsyncTypebox =>
  async (app) => {
    const open = (request: FastifyRequest, id: string): OpenDataset => {
      const found = openTo(request).find(({ name }) => name === id);
      if (!found) throw new Problem(404, 'no-such-collection', 'There is no such collection, or it is not public');
      return found;
    };

    app.get(
      '/',
      { config, schema: { tags, summary: 'The collections that are open to you', querystring: ResourceQuery } },
      async (request, reply) => {
        refuseStrangers(request.query, ResourceQuery);
        const asked = readAsked(request, settings);
        const datasets = openTo(request);
        const extents = await findExtents(
          request.db,
          datasets.map(({ source }) => source),
        );
        const collections = datasets.map((dataset, at) => collection(asked, dataset, extents[at]!, false));
        const list = collectionList(asked, collections);
        return answer(request, reply, asked, {
          type: JSON_TYPE,
          links: list.links,
          json: () => JSON.stringify(list),
          page: () => collectionsPage(asked, list.title, collections),
        });
      },
    );

    app.get(
      '/:id',
      { config, schema: { tags, summary: 'One collection', params: CollectionPlace, querystring: ResourceQuery } },
      async (request, reply) => {
        refuseStrangers(request.query, ResourceQuery);
        const dataset = open(request, request.params.id);
        const asked = readAsked(request, settings);
        const extent = await findExtent(request.db, dataset.source);
        return answer(request, reply, asked, documentOf(asked, collection(asked, dataset, extent, true)));
      },
    );

    app.get(
      '/:id/schema',
      { config, schema: { tags, summary: 'Its fields', params: CollectionPlace, querystring: ResourceQuery } },
      async (request, reply) => {
        refuseStrangers(request.query, ResourceQuery);
        const asked = { ...readAsked(request, settings), asPage: false };
        const json = () => JSON.stringify(featureSchema(asked, open(request, request.params.id)));
        return answer(request, reply, asked, { type: SCHEMA_TYPE, json, page: json });
      },
    );

    app.get(
      '/:id/items',
      { config, schema: { tags, summary: 'Its features', params: CollectionPlace, querystring: ItemsQuery } },
      async (request, reply) => {
        const dataset = open(request, request.params.id);
        const { selection, page } = readItemsQuery(dataset.source, request.query);
        const asked = readAsked(request, settings);
        const found = await findFeatures(request.db, dataset.source, selection, page);
        const links = pageLinks(asked, dataset, found.next);
        return answer(request, reply, asked, {
          type: GEOJSON_TYPE,
          links,
          json: () => collectionText(found, links),
          page: () => featuresPage(asked, dataset, found, links),
          at: clock(),
        });
      },
    );

    app.get(
      '/:id/items/:featureId',
      { config, schema: { tags, summary: 'One feature', params: FeaturePlace, querystring: ItemQuery } },
      async (request, reply) => {
        refuseStrangers(request.query, ItemQuery);
        const { id, featureId } = request.params;
        const dataset = open(request, id);
        const asked = readAsked(request, settings);
        const moment = readMomentOf(dataset.source, request.query);
        const feature = await findFeature(request.db, dataset.source, moment, featureId);
        if (feature === undefined) throw new Problem(404, 'no-such-feature', 'There is no such feature for you');
        const links = itemLinks(asked, dataset);
        return answer(request, reply, asked, {
          type: GEOJSON_TYPE,
          links,
          json: () => itemText(feature, links),
          page: () => featurePage(asked, dataset, feature, links),
        });
      },
    );
  };

const documentOf = (asked: Asked, document: Document, facts?: readonly string[]): Resource => ({
  type: JSON_TYPE,
  links: document.links,
  json: () => JSON.stringify(document),
  page: () => documentPage(asked, document, facts),
});
