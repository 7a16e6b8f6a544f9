-- How far each version of each projection has come. Written in the transaction that writes the rows,
-- and locked by it, so that a batch is applied once however many processes try.
CREATE TABLE tracking_token (
  projection text        NOT NULL,
  version    integer     NOT NULL CHECK (version > 0),
  position   bigint      NOT NULL CHECK (position >= 0),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (projection, version)
)
-- Updated many times a second: leaves room for new row versions on the same page.
WITH (fillfactor = 10);
