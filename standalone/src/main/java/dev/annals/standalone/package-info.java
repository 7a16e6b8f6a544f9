/** The command line, and both services with an embedded PostgreSQL in one process. */
@NullMarked
package dev.annals.standalone;

import org.jspecify.annotations.NullMarked;
