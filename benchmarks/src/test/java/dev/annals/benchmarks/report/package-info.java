@NullMarked
package dev.annals.benchmarks.report;

import org.jspecify.annotations.NullMarked;
