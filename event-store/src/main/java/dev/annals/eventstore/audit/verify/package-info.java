/**
 * Recomputes what is sealed, from a database or from an export, and says where the two part. Trusts
 * nothing but the public keys it is given.
 */
@NullMarked
package dev.annals.eventstore.audit.verify;

import org.jspecify.annotations.NullMarked;
