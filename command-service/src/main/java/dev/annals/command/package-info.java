/** Turns REST requests into commands, decisions and events, one slice per command. */
@NullMarked
package dev.annals.command;

import org.jspecify.annotations.NullMarked;
