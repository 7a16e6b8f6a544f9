/**
 * Lineage: from any event back to its command and to what led to that, and forward to all that came
 * of it. A view of numbers only; what is told about events comes from the log.
 */
@NullMarked
package dev.annals.query.audit.lineage;

import org.jspecify.annotations.NullMarked;
