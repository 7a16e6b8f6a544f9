-- One row per account. Identifiers sort by code point everywhere: keyset pagination depends on it.
CREATE TABLE account_view (
  account_id      text COLLATE "C" PRIMARY KEY,
  owner           text        NOT NULL,
  currency        text        NOT NULL,
  overdraft_limit bigint      NOT NULL,
  balance         bigint      NOT NULL,
  status          text        NOT NULL CHECK (status IN ('OPEN', 'FROZEN', 'CLOSED')),
  opened_at       timestamptz NOT NULL,
  position        bigint      NOT NULL
)
-- Balances change often and no index holds them: leaves room for new row versions on the same page.
WITH (fillfactor = 80);
