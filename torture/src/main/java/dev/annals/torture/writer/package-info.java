/** The processes that append and read during a campaign, until they end or are killed. */
@NullMarked
package dev.annals.torture.writer;

import org.jspecify.annotations.NullMarked;
