/** Withdrawing money: out of an account, as far as its overdraft limit allows. */
@NullMarked
package dev.annals.command.payments.withdraw;

import org.jspecify.annotations.NullMarked;
