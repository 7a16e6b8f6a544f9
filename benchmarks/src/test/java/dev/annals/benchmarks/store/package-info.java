@NullMarked
package dev.annals.benchmarks.store;

import org.jspecify.annotations.NullMarked;
