/** Tests of the statement. */
@NullMarked
package dev.annals.query.payments.statement;

import org.jspecify.annotations.NullMarked;
