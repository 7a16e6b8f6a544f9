@NullMarked
package dev.annals.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
