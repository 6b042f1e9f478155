-- How well a text matches what is looked for (lower case): 0 it is it, 1 it begins with it, 2 it holds it, NULL not at all.
CREATE FUNCTION derived.match_quality(field text, needle text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE WHEN given.plain = needle THEN 0
            WHEN starts_with(given.plain, needle) THEN 1
            WHEN strpos(given.plain, needle) > 0 THEN 2 END
  FROM (SELECT lower(regexp_replace(normalize(field, NFKC), '\s', '', 'g')) AS plain) given
$$;
