/** Views of the payments, built from a log's first event on: the query service's, and a peer's. */
@NullMarked
package dev.annals.benchmarks.view;

import org.jspecify.annotations.NullMarked;
