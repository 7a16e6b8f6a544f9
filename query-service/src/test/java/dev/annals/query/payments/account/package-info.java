/** Tests of the account view. */
@NullMarked
package dev.annals.query.payments.account;

import org.jspecify.annotations.NullMarked;
