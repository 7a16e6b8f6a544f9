/** Opening an account: its id must be free. */
@NullMarked
package dev.annals.command.payments.openaccount;

import org.jspecify.annotations.NullMarked;
