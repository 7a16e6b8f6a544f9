/** The sealed log over HTTP: checkpoint, tiles and bundles as C2SP tlog-tiles says, and proofs. */
@NullMarked
package dev.annals.query.audit.seal;

import org.jspecify.annotations.NullMarked;
