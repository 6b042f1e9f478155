// How much one may ask, and how many lines one may hold open: the part of the configuration that keeps room for everybody.
import { Type } from 'typebox';

export const LanesEnvironment = {
  PUBLIC_RATE_PER_MINUTE: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 1200,
    description: 'a number of requests from 1 to 1000000',
  }),
  STAFF_RATE_PER_MINUTE: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 12_000,
    description: 'a number of requests from 1 to 1000000',
  }),
  FEED_RATE_PER_MINUTE: Type.Integer({
    minimum: 1,
    maximum: 10_000_000,
    default: 60_000,
    description: 'a number of requests from 1 to 10000000',
  }),
  PUBLIC_REQUESTS_AT_ONCE: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 200,
    description: 'a number of requests from 1 to 100000',
  }),
  PUBLIC_STATEMENTS_AT_ONCE: Type.Integer({
    minimum: 1,
    maximum: 9,
    default: 6,
    description: 'a number of connections from 1 to 9, of the ten of a process',
  }),
  LINES_PER_PERSON: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 50,
    description: 'a number of live lines from 1 to 100000',
  }),
  LINES_PER_ADDRESS: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 200,
    description: 'a number of live lines from 1 to 1000000',
  }),
};
