/** The past for auditors: views replayed in isolation, and compared with those that serve. */
@NullMarked
package dev.annals.query.audit;

import org.jspecify.annotations.NullMarked;
