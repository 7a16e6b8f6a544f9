package dev.annals.standalone.load;

/**
 * One payment of the file; amounts are minor units.
 *
 * @param number counts from 1; the header is not counted
 */
record PaysimRow(long number, Type type, long amount, Party originator, Party recipient) {

  /** What the simulated customer did. */
  enum Type {
    CASH_IN,
    CASH_OUT,
    DEBIT,
    PAYMENT,
    TRANSFER
  }

  /** An account of the row, and what the file says it held before the row. */
  record Party(String accountId, long balanceBefore) {}
}
