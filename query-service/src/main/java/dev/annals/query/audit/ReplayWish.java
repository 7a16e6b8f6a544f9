package dev.annals.query.audit;

import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks for.
 *
 * @param position the last event to apply
 * @param at the instant up to which events were recorded; an alternative to {@code position}. If
 *     neither is given, the position of the view that serves
 * @param keepFor as ISO 8601 has it, for example {@code PT10M}
 */
record ReplayWish(
    @Nullable String projection,
    @Nullable Long position,
    @Nullable String at,
    @Nullable String keepFor) {}
