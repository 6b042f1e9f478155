// What can go wrong at the database, the same on both engines.

/** What the database says of a refused statement; the fields of PostgreSQL's error report. */
export interface QueryErrorFields {
  readonly message: string;
  /** SQLSTATE: 23505 unique, 23503 foreign key, 23514 check, 42501 not allowed, 57014 took too long. */
  readonly code: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  readonly where?: string | undefined;
  readonly position?: string | undefined;
}

/** A statement that the database refused. */
export class QueryError extends Error implements QueryErrorFields {
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly where: string | undefined;
  readonly position: string | undefined;

  constructor(fields: QueryErrorFields) {
    super(fields.message);
    this.name = 'QueryError';
    this.code = fields.code;
    this.detail = fields.detail;
    this.hint = fields.hint;
    this.schema = fields.schema;
    this.table = fields.table;
    this.column = fields.column;
    this.constraint = fields.constraint;
    this.where = fields.where;
    this.position = fields.position;
  }
}

/** The database does not answer now (down, restarting, too busy): trying again later may work. Answer 503. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** The embedded database is held by another process of this machine. */
export class DatabaseHeld extends Error {
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(`The database in ${directory} is in use by process ${pid}`);
    this.name = 'DatabaseHeld';
    this.pid = pid;
  }
}
