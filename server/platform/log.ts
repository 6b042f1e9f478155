// Structured logs: one JSON object a line, each request with its id. Secrets in headers never reach them.
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { Config } from './config.ts';

export type Log = FastifyBaseLogger;

/** The log of the process, written to standard error: standard output is for the person who starts it. */
export function openLog(level: Config['logLevel']): Log {
  const options = {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return pino(options, pino.destination({ dest: 2, sync: false }));
}
