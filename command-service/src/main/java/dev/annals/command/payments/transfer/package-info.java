/** Transferring money: one decision over two accounts, and one event for both. */
@NullMarked
package dev.annals.command.payments.transfer;

import org.jspecify.annotations.NullMarked;
