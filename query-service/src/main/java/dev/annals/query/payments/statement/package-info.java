/** The account's statement: every movement with the balance after it. */
@NullMarked
package dev.annals.query.payments.statement;

import org.jspecify.annotations.NullMarked;
