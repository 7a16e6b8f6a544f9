/**
 * Personal data that can be forgotten although the log forgets nothing: marked fields are stored
 * encrypted, each with its data subject's key, and to erase a subject is to destroy that key. Which
 * fields those are, and which event records an erasure, is told to this package; it knows no
 * business word. What is stored where is in {@code docs/erasure.md}.
 */
@NullMarked
package dev.annals.eventstore.privacy;

import org.jspecify.annotations.NullMarked;
