/** Freezing an account: nothing leaves or reaches it from then on. */
@NullMarked
package dev.annals.command.payments.freeze;

import org.jspecify.annotations.NullMarked;
