package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinorUnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0.0, EUR, 0",
    "0e999999999, EUR, 0",
    "181.0, EUR, 18100",
    "9839.64, EUR, 983964",
    "0.01, EUR, 1",
    "1.00000, EUR, 100",
    "1.093722386E7, EUR, 1093722386",
    "1.0E7, EUR, 1000000000",
    "999999999999999.99, EUR, 99999999999999999",
    "12.0, JPY, 12",
    "1.234, KWD, 1234",
  })
  void understands_decimals_exactly(String text, String currency, long minorUnits) {
    assertThat(units(currency).parse(text)).isEqualTo(minorUnits);
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, EUR, has more than the 2 decimal places of EUR",
    "1e-999999999, EUR, has more than the 2 decimal places of EUR",
    "1.5, JPY, has more than the 0 decimal places of JPY",
    "-0.01, EUR, is negative",
    "1000000000000000, EUR, is too large",
    "1e999999999, EUR, is too large",
    "NaN, EUR, is no number",
    "'', EUR, is no number",
    "' 1', EUR, is no number",
    "'1,5', EUR, is no number",
    "1e99999999999, EUR, is no number",
  })
  void refuses_what_is_no_amount(String text, String currency, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units(currency).parse(text))
        .withMessage(complaint);
  }

  @Test
  void writes_amounts_as_people_do() {
    assertThat(units("EUR").format(-123456789L)).isEqualTo("-1234567.89 EUR");
    assertThat(units("JPY").format(5L)).isEqualTo("5 JPY");
  }

  @Test
  void counts_no_money_in_gold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> units("XAU"))
        .withMessage("XAU is no currency in which money can be counted");
  }

  private static MinorUnits units(String currency) {
    return new MinorUnits(Currency.getInstance(currency));
  }
}
