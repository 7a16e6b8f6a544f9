/**
 * A PostgreSQL of our own: unpacked, initialized, started, provided with databases and roles, and
 * stopped. Its data outlive it.
 */
@NullMarked
package dev.annals.standalone.postgres;

import org.jspecify.annotations.NullMarked;
