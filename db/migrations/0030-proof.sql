-- A proof in an open session: when whoever sits there last showed a password or a second factor for it.

-- Sign-ins themselves are in opened_at and second_factor_at; servers of the version before leave this empty, and are asked once more.
ALTER TABLE identity.session ADD COLUMN proven_at timestamptz CHECK (isfinite(proven_at));
