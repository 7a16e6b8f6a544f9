/** What two contexts agree on. Nothing else may move in. */
@NullMarked
package dev.annals.contracts.shared;

import org.jspecify.annotations.NullMarked;
