/** What the runs found, in words, tables and plots. Knows nothing of how it was measured. */
@NullMarked
package dev.annals.benchmarks.report;

import org.jspecify.annotations.NullMarked;
