/** The command service as a process of its own, and callers that use it over HTTP. */
@NullMarked
package dev.annals.benchmarks.service;

import org.jspecify.annotations.NullMarked;
