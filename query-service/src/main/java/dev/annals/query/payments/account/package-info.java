/**
 * Accounts: who holds them, what is on them, whether they are open; now and at any time, and every
 * movement in between.
 */
@NullMarked
package dev.annals.query.payments.account;

import org.jspecify.annotations.NullMarked;
