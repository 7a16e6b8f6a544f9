/** Tests of the payments views over HTTP. */
@NullMarked
package dev.annals.query.payments;

import org.jspecify.annotations.NullMarked;
