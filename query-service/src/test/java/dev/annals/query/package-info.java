/** Tests of the query service as a whole. */
@NullMarked
package dev.annals.query;

import org.jspecify.annotations.NullMarked;
