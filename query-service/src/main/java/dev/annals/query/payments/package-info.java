/**
 * Payments as holders of accounts see them: accounts, statements, transfers, and the events behind
 * them.
 */
@NullMarked
package dev.annals.query.payments;

import org.jspecify.annotations.NullMarked;
