/**
 * The six example scenarios of the DCB specification, told as tests on the log's own API and run on
 * every kind of log. Each has the moment that a fixed aggregate or a look at a read model cannot
 * get right: several callers who have all seen the same state.
 */
@NullMarked
package dev.annals.eventstore.log.scenarios;

import org.jspecify.annotations.NullMarked;
