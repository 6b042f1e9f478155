// What every session is told when it begins, on both engines: the text forms of values depend on it.

export const SESSION_SETTINGS = `
  SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1;
  SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;
  SET lock_timeout = '20s'`;

/** The house's own role, which can read nothing: each operation takes the role of its scope for its transaction. */
export const SESSION_ROLE = `SET ROLE fengsui_server`;
export const NOT_MIGRATED = 'role "fengsui_server" does not exist';
