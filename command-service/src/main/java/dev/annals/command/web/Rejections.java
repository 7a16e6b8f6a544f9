package dev.annals.command.web;

import dev.annals.web.Problem;
import org.jspecify.annotations.Nullable;

/** What a context's handlers throw when a business rule says no. */
public interface Rejections {

  /** The answer if this is a rejection, which is then remembered; null if it is a failure. */
  @Nullable Problem problemOf(RuntimeException failure);
}
