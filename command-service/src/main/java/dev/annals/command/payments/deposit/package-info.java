/** Depositing money: from outside into an account. */
@NullMarked
package dev.annals.command.payments.deposit;

import org.jspecify.annotations.NullMarked;
