@NullMarked
package dev.annals.benchmarks.view;

import org.jspecify.annotations.NullMarked;
