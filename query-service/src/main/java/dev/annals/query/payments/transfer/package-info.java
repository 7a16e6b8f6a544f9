/** The transfer view: what went from which account to which. */
@NullMarked
package dev.annals.query.payments.transfer;

import org.jspecify.annotations.NullMarked;
