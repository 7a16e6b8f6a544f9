/** Tests of what every read has in common. */
@NullMarked
package dev.annals.query.web;

import org.jspecify.annotations.NullMarked;
