/**
 * Contestants that run in a process of their own and are told what to do line by line: other
 * writers of our log, and stores of other languages.
 */
@NullMarked
package dev.annals.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
