/** Tests of payments: every decision, and the requests that lead to one. */
@NullMarked
package dev.annals.command.payments;

import org.jspecify.annotations.NullMarked;
