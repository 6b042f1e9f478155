// Input against its schema. What comes in a URL is text and is converted; a body must already be what it says it is.
import type { FastifySchemaCompiler } from 'fastify';
import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Errors as RFC 9457 tells them, at most this many: an attacker chooses how many there could be. */
const MOST_ERRORS = 20;

/** Checks with the compiled schema; defaults are filled in. Numbers are finite, a body's null is no 0 and its "113" no number. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema);
  return (input: unknown) => {
    const value: unknown = Value.Default(schema, httpPart === 'body' ? input : Value.Convert(schema, input));
    if (compiled.Check(value)) return { value };
    const error = [...compiled.Errors(value)].slice(0, MOST_ERRORS);
    return { error: error as unknown as Error };
  };
};
