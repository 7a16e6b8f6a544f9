/** The account view: who holds it, what is on it, whether it is open. */
@NullMarked
package dev.annals.query.payments.account;

import org.jspecify.annotations.NullMarked;
