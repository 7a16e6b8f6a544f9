/** {@code annals rotate-key-encryption-key}: what wraps the keys of data subjects, exchanged. */
@NullMarked
package dev.annals.standalone.keys;

import org.jspecify.annotations.NullMarked;
