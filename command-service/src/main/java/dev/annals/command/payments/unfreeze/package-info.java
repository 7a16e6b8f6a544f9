/** Unfreezing an account. */
@NullMarked
package dev.annals.command.payments.unfreeze;

import org.jspecify.annotations.NullMarked;
