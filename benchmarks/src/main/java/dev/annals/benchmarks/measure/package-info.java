/** Running callers, taking times, and what repeated runs add up to. */
@NullMarked
package dev.annals.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
