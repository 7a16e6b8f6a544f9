/** The stores that are compared, each behind the same few methods. */
@NullMarked
package dev.annals.benchmarks.store;

import org.jspecify.annotations.NullMarked;
