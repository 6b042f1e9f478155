-- Lanes: how much was asked for in a window of time, counted by all servers together. Lost with a crash, which costs nobody more than a minute's count.

-- `name` is a hash of what is counted: who asked from where is not kept.
CREATE UNLOGGED TABLE platform.window_count (
  name     text NOT NULL CHECK (length(name) = 43),
  number   bigint NOT NULL,            -- windows since 1970
  taken    bigint NOT NULL CHECK (taken > 0),
  ends_at  timestamptz NOT NULL,
  PRIMARY KEY (name, number)
);

CREATE INDEX window_count_end ON platform.window_count (ends_at);

SELECT platform.internal('platform.window_count');
