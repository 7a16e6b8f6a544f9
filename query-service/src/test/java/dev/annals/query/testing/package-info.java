/** What the tests of the query service share. */
@NullMarked
package dev.annals.query.testing;

import org.jspecify.annotations.NullMarked;
