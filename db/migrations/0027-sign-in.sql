-- Sign-in: attempts counted over all servers, browsers that are known, and challenges of passkeys before anybody is named.

-- `lane` is a hash of what is counted: who tried which name from where is not kept.
CREATE TABLE identity.attempt (
  lane      bytea PRIMARY KEY CHECK (length(lane) = 32),
  failures  integer NOT NULL CHECK (failures >= 0),
  at        timestamptz NOT NULL CHECK (isfinite(at)),
  until     timestamptz NOT NULL CHECK (isfinite(until))
);
CREATE INDEX attempt_at ON identity.attempt (at);

-- A browser in which somebody has signed in wholly: its attempts at this account are counted apart, so that nobody else's can hold it up.
CREATE TABLE identity.known_browser (
  token_hash  bytea NOT NULL CHECK (length(token_hash) = 32),
  person_id   text NOT NULL REFERENCES identity.person,
  created_at  timestamptz NOT NULL,
  used_at     timestamptz NOT NULL,
  PRIMARY KEY (token_hash, person_id)
);
CREATE INDEX known_browser_used ON identity.known_browser (used_at);

-- What a passkey is asked to sign before it is known whose it is; used once.
CREATE TABLE identity.challenge (
  challenge   text PRIMARY KEY CHECK (length(challenge) BETWEEN 20 AND 200),
  expires_at  timestamptz NOT NULL
);

SELECT platform.internal('identity.attempt'), platform.internal('identity.known_browser'), platform.internal('identity.challenge');
