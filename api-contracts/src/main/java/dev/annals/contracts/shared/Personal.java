package dev.annals.contracts.shared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text that is personal data: of an event, it is stored encrypted with its subject's key,
 * and can be read until the subject is erased. A mark can be added, but only counts for later
 * events; what is stored stays as it is. Never take one away: what was encrypted would no longer be
 * read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {

  /** The component of the same record whose text form says whose data it is; also a tag's key. */
  String subject();
}
