/** What is measured. One class per kind of work, each telling a section of the report. */
@NullMarked
package dev.annals.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
