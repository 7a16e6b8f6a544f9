/** The account's audit events: what the log itself holds, as CloudEvents. */
@NullMarked
package dev.annals.query.payments.events;

import org.jspecify.annotations.NullMarked;
