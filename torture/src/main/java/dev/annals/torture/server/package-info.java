/** A PostgreSQL of the campaign's own, which may be killed and started again at any moment. */
@NullMarked
package dev.annals.torture.server;

import org.jspecify.annotations.NullMarked;
