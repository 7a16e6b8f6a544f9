/** Tests of the audit events. */
@NullMarked
package dev.annals.query.payments.events;

import org.jspecify.annotations.NullMarked;
