package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.query.web.Found;
import dev.annals.query.web.Found.NotYet;
import dev.annals.query.web.Found.Nowhere;
import dev.annals.query.web.Found.There;
import dev.annals.query.web.Missing;
import dev.annals.web.ProblemException;

/** Turns an account that is not there into the answer that says so. */
final class MissingAccount {

  private static final String CONTEXT = "payments";

  private MissingAccount() {}

  /**
   * What was found.
   *
   * @throws ProblemException if the account does not exist, or did not then
   */
  static <T> T require(AccountId accountId, Found<T> found) {
    return switch (found) {
      case There<T>(var value) -> value;
      case NotYet<T> _ ->
          throw Missing.because(
              CONTEXT,
              "ACCOUNT_NOT_YET_OPENED",
              "The account did not exist yet",
              "At that moment there was no account %s; it was opened later.".formatted(accountId));
      case Nowhere<T> _ ->
          throw Missing.because(
              CONTEXT,
              "UNKNOWN_ACCOUNT",
              "The account does not exist",
              "There is no account %s.".formatted(accountId));
    };
  }
}
