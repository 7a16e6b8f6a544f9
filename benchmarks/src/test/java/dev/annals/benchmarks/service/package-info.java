@NullMarked
package dev.annals.benchmarks.service;

import org.jspecify.annotations.NullMarked;
