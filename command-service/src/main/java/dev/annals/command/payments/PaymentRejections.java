package dev.annals.command.payments;

import dev.annals.command.web.Rejections;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.web.Problem;
import dev.annals.web.ProblemType;
import org.jspecify.annotations.Nullable;

/** The problem each reason of payments is, in the HTTP API. */
final class PaymentRejections implements Rejections {

  @Override
  public @Nullable Problem problemOf(RuntimeException failure) {
    return failure instanceof PaymentRejected rejected ? problem(rejected) : null;
  }

  private static Problem problem(PaymentRejected rejected) {
    var reason = rejected.reason();
    return new Problem(
            ProblemType.uri("payments", reason.name()),
            title(reason),
            status(reason),
            rejected.detail())
        .with("reason", reason.name());
  }

  private static int status(Reason reason) {
    return switch (reason) {
      case UNKNOWN_ACCOUNT -> 404;
      case INSUFFICIENT_FUNDS,
          ACCOUNT_FROZEN,
          ACCOUNT_NOT_FROZEN,
          ACCOUNT_CLOSED,
          BALANCE_NOT_ZERO,
          DUPLICATE_ID ->
          409;
      case CURRENCY_MISMATCH,
          NON_POSITIVE_AMOUNT,
          NEGATIVE_OVERDRAFT_LIMIT,
          SAME_ACCOUNT,
          OVERFLOW ->
          422;
    };
  }

  private static String title(Reason reason) {
    return switch (reason) {
      case UNKNOWN_ACCOUNT -> "The account does not exist";
      case INSUFFICIENT_FUNDS -> "The funds do not suffice";
      case ACCOUNT_FROZEN -> "The account is frozen";
      case ACCOUNT_NOT_FROZEN -> "The account is not frozen";
      case ACCOUNT_CLOSED -> "The account is closed";
      case BALANCE_NOT_ZERO -> "The balance is not zero";
      case DUPLICATE_ID -> "The identifier is taken";
      case CURRENCY_MISMATCH -> "The currencies differ";
      case NON_POSITIVE_AMOUNT -> "The amount is not positive";
      case NEGATIVE_OVERDRAFT_LIMIT -> "The overdraft limit is negative";
      case SAME_ACCOUNT -> "The accounts are the same";
      case OVERFLOW -> "The amount is too large";
    };
  }
}
