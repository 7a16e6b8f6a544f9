/** Tests of how commands come in over HTTP. */
@NullMarked
package dev.annals.command.web;

import org.jspecify.annotations.NullMarked;
