/** Tests of replays over HTTP. */
@NullMarked
package dev.annals.query.audit;

import org.jspecify.annotations.NullMarked;
