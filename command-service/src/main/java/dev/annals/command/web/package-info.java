/**
 * How any context's command comes in over HTTP: idempotency, provenance, and the same answer for
 * the same request for ever. Knows no context.
 */
@NullMarked
package dev.annals.command.web;

import org.jspecify.annotations.NullMarked;
