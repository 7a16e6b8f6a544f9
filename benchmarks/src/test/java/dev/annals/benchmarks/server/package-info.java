@NullMarked
package dev.annals.benchmarks.server;

import org.jspecify.annotations.NullMarked;
