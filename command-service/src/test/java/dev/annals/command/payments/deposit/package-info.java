/** Tests of what the package of the same name promises. */
@NullMarked
package dev.annals.command.payments.deposit;

import org.jspecify.annotations.NullMarked;
