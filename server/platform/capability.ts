// The plug of a capability: all that the house needs to know of it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Tx } from '../../db/connection.ts';
import type { Access, Resolve } from '../identity/guard.ts';
import type { Command } from './command.ts';
import type { Dataset } from './dataset.ts';
import type { SourceAge } from './health.ts';
import type { Services } from './services.ts';
import type { TileLayer } from './tiles.ts';

/** A stream of events that screens may follow. Its name is the first word of its events. */
export interface Topic {
  readonly name: string;
  readonly access: Access;
}

/** Work that runs beside the requests from start to stop; returns how to end it. */
export type Job = (services: Services) => Promise<() => Promise<void>>;

export interface Capability {
  /** Folder, URL segment (`/api/<name>`), event topic and, with underscores, database schema. */
  readonly name: string;
  /** `resolve` tells who somebody is: the one of the whole application, which counts wrong keys. */
  readonly routes?: (services: Services, resolve: Resolve) => FastifyPluginAsyncTypebox;
  /** Routes outside of /api, at their own addresses; `clientDir` is the folder of the built client, where one is served. */
  readonly pages?: (services: Services, clientDir: string | undefined) => FastifyPluginAsyncTypebox;
  readonly topics?: readonly Topic[];
  readonly layers?: readonly TileLayer[];
  readonly datasets?: readonly Dataset[];
  readonly jobs?: readonly Job[];
  readonly commands?: readonly Command[];
  /** What is expected to be heard regularly, for /api/health. */
  readonly sources?: (services: Services) => Promise<readonly SourceAge[]>;
  /** Removes every record marked as demonstration, its history too; answers how many. Called from the top floor down. */
  readonly clearDemo?: (tx: Tx, services: Services) => Promise<number>;
}
