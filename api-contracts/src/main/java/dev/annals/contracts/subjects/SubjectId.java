package dev.annals.contracts.subjects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.annals.contracts.shared.Identifiers;

/**
 * Identifies a data subject: the identifier that a personal field's mark points to, such as an
 * account's.
 *
 * @param value 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit
 */
public record SubjectId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SubjectId {
    Identifiers.requireValid("Subject id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
