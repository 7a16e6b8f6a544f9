package dev.annals.contracts.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.annals.contracts.shared.Identifiers;

/**
 * Identifies one transfer; chosen by the client. Its text form is also its event tag value.
 *
 * @param value 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit
 */
public record TransferId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TransferId {
    Identifiers.requireValid("Transfer id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
