/**
 * Server-sent events: one hub follows the log for all streams of the process and wakes those that
 * an event concerns. A stream that is behind, or whose client is, reads by itself until it meets
 * the hub, so what waits in memory for a client is bounded whatever the client does.
 */
@NullMarked
package dev.annals.query.live;

import org.jspecify.annotations.NullMarked;
