// What every session is told when it begins, on both engines: the text forms of values depend on it, and what the planner takes a page to cost.

/**
 * A database of this house lies in memory and on a solid-state disk, where a page here and there costs about as much as the next one.
 * At the built-in price of four, indexes that hold all a count needs are passed over for the whole table. Who runs the server and has said otherwise is heeded.
 */
export const SESSION_SETTINGS = `
  SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1;
  SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;
  SET lock_timeout = '20s';
  SELECT set_config('random_page_cost', '1.1', false) FROM pg_settings WHERE name = 'random_page_cost' AND source = 'default'`;

/** The house's own role, which can read nothing: each operation takes the role of its scope for its transaction. */
export const SESSION_ROLE = `SET ROLE fengsui_server`;
export const NOT_MIGRATED = 'role "fengsui_server" does not exist';
