-- One row per completed transfer. Only ever added to.
CREATE TABLE transfer_view (
  transfer_id       text COLLATE "C" PRIMARY KEY,
  debit_account_id  text COLLATE "C" NOT NULL,
  credit_account_id text COLLATE "C" NOT NULL,
  amount            bigint      NOT NULL,
  currency          text        NOT NULL,
  reference         text        NOT NULL,
  at                timestamptz NOT NULL,
  position          bigint      NOT NULL
);
