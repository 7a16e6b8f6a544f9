-- From now on every build of a view has its tables in a schema of its own, filled from the log.
DROP TABLE account_view, statement, statement_entry, transfer_view;
