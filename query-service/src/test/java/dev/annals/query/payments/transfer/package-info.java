/** Tests of the transfer view. */
@NullMarked
package dev.annals.query.payments.transfer;

import org.jspecify.annotations.NullMarked;
