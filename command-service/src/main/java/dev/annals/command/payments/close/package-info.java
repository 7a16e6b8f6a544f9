/** Closing an account for good. */
@NullMarked
package dev.annals.command.payments.close;

import org.jspecify.annotations.NullMarked;
