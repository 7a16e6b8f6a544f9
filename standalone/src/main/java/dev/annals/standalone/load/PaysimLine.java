package dev.annals.standalone.load;

import dev.annals.contracts.payments.AccountId;
import dev.annals.standalone.load.PaysimRow.Party;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Understands the lines of a PaySim file. */
final class PaysimLine {

  static final String HEADER =
      "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,"
          + "nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud";

  private static final String[] COLUMNS = HEADER.split(",", -1);
  private static final String TYPES =
      Arrays.stream(PaysimRow.Type.values()).map(Enum::name).collect(Collectors.joining(", "));
  private static final Pattern STEP = Pattern.compile("[0-9]{1,9}");
  private static final Pattern FLAG = Pattern.compile("[01]");

  private final MinorUnits units;

  PaysimLine(MinorUnits units) {
    this.units = units;
  }

  /**
   * The payment that the line says.
   *
   * @throws IllegalArgumentException saying which field is wrong, and how
   */
  PaysimRow parse(long number, String line) {
    var fields = line.split(",", -1);
    if (fields.length != COLUMNS.length) {
      throw new IllegalArgumentException(
          "has %d fields instead of %d".formatted(fields.length, COLUMNS.length));
    }
    requireForm(fields, 0, STEP, "is no step");
    requireForm(fields, 9, FLAG, "is neither 0 nor 1");
    requireForm(fields, 10, FLAG, "is neither 0 nor 1");
    amount(fields, 5);
    amount(fields, 8);
    return new PaysimRow(
        number, type(fields), amount(fields, 2), party(fields, 3), party(fields, 6));
  }

  private static void requireForm(String[] fields, int column, Pattern form, String complaint) {
    if (!form.matcher(fields[column]).matches()) {
      throw invalid(fields, column, complaint);
    }
  }

  private static PaysimRow.Type type(String[] fields) {
    try {
      return PaysimRow.Type.valueOf(fields[1]);
    } catch (IllegalArgumentException e) {
      throw invalid(fields, 1, "is none of " + TYPES);
    }
  }

  private Party party(String[] fields, int column) {
    return new Party(accountId(fields, column).value(), amount(fields, column + 1));
  }

  private static AccountId accountId(String[] fields, int column) {
    try {
      return new AccountId(fields[column]);
    } catch (IllegalArgumentException e) {
      throw invalid(fields, column, "is no account id");
    }
  }

  private long amount(String[] fields, int column) {
    try {
      return units.parse(fields[column]);
    } catch (IllegalArgumentException e) {
      throw invalid(fields, column, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException invalid(String[] fields, int column, String complaint) {
    return new IllegalArgumentException(
        "%s %s %s".formatted(COLUMNS[column], Quoted.of(fields[column]), complaint));
  }
}
