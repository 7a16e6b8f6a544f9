/** The command side of payments: accounts, and money moving between them. */
@NullMarked
package dev.annals.command.payments;

import org.jspecify.annotations.NullMarked;
