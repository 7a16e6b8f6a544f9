@NullMarked
package dev.annals.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
