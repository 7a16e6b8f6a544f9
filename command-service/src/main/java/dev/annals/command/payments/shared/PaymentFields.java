package dev.annals.command.payments.shared;

import static dev.annals.web.ProblemType.INVALID_FIELD;
import static dev.annals.web.ProblemType.INVALID_ID;
import static dev.annals.web.ProblemType.UNKNOWN_CURRENCY;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import java.util.Currency;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent into values, or ends the request with the problem of that field. */
public final class PaymentFields {

  private PaymentFields() {}

  public static AccountId accountId(String field, @Nullable String text) {
    return id(field, text, AccountId::new);
  }

  public static TransferId transferId(String field, @Nullable String text) {
    return id(field, text, TransferId::new);
  }

  public static Money money(@Nullable Long amount, @Nullable String currency) {
    return new Money(required("amount", amount), currency(currency));
  }

  /** A currency in which money can be counted: ISO 4217 also has codes for gold and for tests. */
  public static Currency currency(@Nullable String code) {
    var given = required("currency", code);
    try {
      var currency = Currency.getInstance(given);
      if (currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    } catch (IllegalArgumentException unknown) {
      throw unknownCurrency(given);
    }
    throw unknownCurrency(given);
  }

  /** A text that must say something. */
  public static String text(String field, @Nullable String text) {
    var given = required(field, text);
    if (given.isBlank()) {
      throw invalid(field, "is blank");
    }
    return plain(field, given);
  }

  /** A text that may be absent, which is the same as empty. */
  public static String textOrEmpty(String field, @Nullable String text) {
    return text == null ? "" : plain(field, text);
  }

  private static String plain(String field, String text) {
    if (text.codePointCount(0, text.length()) > PaymentCommand.TEXT_LENGTH_MAX) {
      throw invalid(field, "has more than %d characters".formatted(PaymentCommand.TEXT_LENGTH_MAX));
    }
    if (!text.codePoints().allMatch(PaymentFields::isPlain)) {
      throw invalid(field, "has control characters or half a surrogate pair");
    }
    return text;
  }

  private static boolean isPlain(int point) {
    return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
  }

  private static <T> T id(String field, @Nullable String text, Function<String, T> form) {
    var given = required(field, text);
    try {
      return form.apply(given);
    } catch (IllegalArgumentException malformed) {
      throw about(
          field,
          INVALID_ID.because(
              "The field '%s' is no identifier: %s.".formatted(field, malformed.getMessage())));
    }
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw invalid(field, "is missing");
    }
    return value;
  }

  private static ProblemException unknownCurrency(String code) {
    return about(
        "currency",
        UNKNOWN_CURRENCY.because("'%s' is no ISO 4217 currency code in use.".formatted(code)));
  }

  private static ProblemException invalid(String field, String what) {
    return about(field, INVALID_FIELD.because("The field '%s' %s.".formatted(field, what)));
  }

  private static ProblemException about(String field, Problem problem) {
    return new ProblemException(problem.with("field", field));
  }
}
