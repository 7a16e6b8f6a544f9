-- Which accounts have a statement, even an empty one.
CREATE TABLE statement (
  account_id text COLLATE "C" PRIMARY KEY,
  position   bigint NOT NULL
);

-- One row per movement and account; a transfer gives two, at the same position. Only ever added to.
CREATE TABLE statement_entry (
  account_id    text COLLATE "C" NOT NULL,
  position      bigint      NOT NULL,
  at            timestamptz NOT NULL,
  kind          text        NOT NULL
                CHECK (kind IN ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER_IN', 'TRANSFER_OUT')),
  amount        bigint      NOT NULL,
  balance_after bigint      NOT NULL,
  currency      text        NOT NULL,
  counterparty  text COLLATE "C",
  transfer_id   text COLLATE "C",
  reference     text        NOT NULL,
  PRIMARY KEY (account_id, position)
);
