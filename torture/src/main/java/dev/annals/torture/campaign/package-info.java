/** Starts writers and a server, kills them at random moments, and judges what they left. */
@NullMarked
package dev.annals.torture.campaign;

import org.jspecify.annotations.NullMarked;
