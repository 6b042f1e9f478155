-- An import is seen by whoever holds all that it may reach into, and by nobody else: its samples, mapping and counts are of all of its areas.
CREATE POLICY whole_read ON imports.import AS RESTRICTIVE FOR SELECT TO fengsui_staff USING (imports.is_whole(shared_with));

-- What was told live of imports held the whole of them; now it is their state, and screens ask for the rest.
UPDATE platform.event SET body = jsonb_strip_nulls(jsonb_build_object('id', id, 'state', body -> 'state')) WHERE topic = 'imports';
