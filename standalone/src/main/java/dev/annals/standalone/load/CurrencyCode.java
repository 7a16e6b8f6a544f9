package dev.annals.standalone.load;

import java.util.Currency;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A currency on the command line. */
final class CurrencyCode implements ITypeConverter<MinorUnits> {

  static final MinorUnits EURO = new MinorUnits(Currency.getInstance("EUR"));

  @Override
  public MinorUnits convert(String text) {
    try {
      return new MinorUnits(Currency.getInstance(text));
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(
          "%s is no ISO 4217 code of a currency".formatted(Quoted.of(text)));
    }
  }
}
