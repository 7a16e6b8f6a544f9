-- Whoever credits an account does not look at its balance, so no rule keeps it within 64 bits.
ALTER TABLE account_view ALTER COLUMN balance TYPE numeric(38, 0);
ALTER TABLE statement_entry ALTER COLUMN balance_after TYPE numeric(38, 0);
