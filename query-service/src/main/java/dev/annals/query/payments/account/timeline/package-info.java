/**
 * An account's history as people read it: who did what, when, why, and what it did to the balance;
 * as JSON, and as a report that proves itself.
 */
@NullMarked
package dev.annals.query.payments.account.timeline;

import org.jspecify.annotations.NullMarked;
