/**
 * The campaign against the sealer: sealing processes and PostgreSQL are killed while events come
 * in, and every checkpoint that anybody can have seen is kept and compared.
 */
@NullMarked
package dev.annals.torture.seal;

import org.jspecify.annotations.NullMarked;
