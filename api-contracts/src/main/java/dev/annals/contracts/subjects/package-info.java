/** Data subjects: whose personal data there is, and that it is forgotten. */
@NullMarked
package dev.annals.contracts.subjects;

import org.jspecify.annotations.NullMarked;
